-- One row per level of funder and territory, « non renseigné » included: the actions that name one that pays.
WITH
named AS (
    SELECT
        territory_id,
        unnest(levels) AS level,
        actions
    FROM selected_profile($selection)
),

counted AS (
    SELECT
        level,
        territory_id,
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
LEFT JOIN counted ON levels.level = counted.level AND totals.territory_id = counted.territory_id
WHERE is_chosen(($selection).levels, levels.level)
ORDER BY levels.rank, totals.territory_rank;
