-- One row per level of funder and territory, « non renseigné » included: the actions that name one that pays.
WITH
named AS (
    SELECT
        kept.territory_rank,
        unnest(body_set.levels) AS level,
        kept.actions
    FROM (
        SELECT
            territory_rank,
            body_set,
            sum(actions)::BIGINT AS actions
        FROM selected_profile($selection)
        GROUP BY ALL
    ) AS kept
    INNER JOIN body_set USING (body_set)
),

counted AS (
    SELECT
        level,
        territory_rank,
        sum(actions)::BIGINT AS actions
    FROM named
    GROUP BY ALL
),

levels AS (
    SELECT
        level,
        label,
        rank
    FROM level
    UNION ALL
    SELECT
        'non-renseigne' AS level,
        'Non renseigné' AS label,
        99 AS rank
)

SELECT
    levels.level,
    levels.label,
    levels.rank AS level_rank,
    totals.territory_id,
    totals.territory,
    totals.territory_rank,
    totals.total,
    coalesce(counted.actions, 0) AS actions
FROM levels
CROSS JOIN total_by_territory($selection) AS totals
LEFT JOIN counted ON levels.level = counted.level AND totals.territory_rank = counted.territory_rank
WHERE is_chosen(($selection).levels, levels.level)
ORDER BY levels.rank, totals.territory_rank;
