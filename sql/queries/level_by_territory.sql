-- One row per level of funder, « non renseigné » included, and territory of which an action that the Selection keeps names
-- one that pays: these actions.
SELECT
    opened.level,
    opened.territory_rank,
    sum(opened.actions)::BIGINT AS actions
FROM (
    SELECT
        kept.territory_rank,
        unnest(body_set.levels) AS level,
        kept.actions
    FROM (
        SELECT
            territory_rank,
            body_set,
            sum(actions)::BIGINT AS actions
        FROM selected_profile($kept)
        GROUP BY ALL
    ) AS kept
    INNER JOIN body_set USING (body_set)
) AS opened
WHERE is_chosen(($selection).levels, opened.level)
GROUP BY opened.level, opened.territory_rank
ORDER BY opened.level, opened.territory_rank;
