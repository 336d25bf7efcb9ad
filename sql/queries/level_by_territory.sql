-- One row per level of funder and territory, « non renseigné » included: the actions that name one
-- that pays.
WITH
kept AS (
    SELECT * FROM selected_action($selection)
),

named AS (
    SELECT DISTINCT
        kept.action_id,
        kept.territory_id,
        funder.level
    FROM kept
    INNER JOIN action_funder USING (action_id)
    INNER JOIN funder USING (funder_id)
    WHERE action_funder.role = 'financeur' AND action_funder.certainty = 'dit'
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
),

coded AS (
    SELECT * FROM named
    UNION ALL
    SELECT
        kept.action_id,
        kept.territory_id,
        'non-renseigne' AS level
    FROM kept
    ANTI JOIN named USING (action_id)
)

SELECT
    levels.level,
    levels.label,
    levels.rank AS level_rank,
    totals.territory_id,
    totals.territory,
    totals.territory_rank,
    totals.total,
    count(coded.action_id) AS actions
FROM levels
CROSS JOIN total_by_territory($selection) AS totals
LEFT JOIN coded ON levels.level = coded.level AND totals.territory_id = coded.territory_id
WHERE is_chosen(($selection).levels, levels.level)
GROUP BY ALL
ORDER BY levels.rank, totals.territory_rank;
