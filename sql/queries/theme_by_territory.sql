-- One row per theme and territory: its actions of that theme as main one, those that have it main or secondary, which of
-- the two the Selection counts, and all its actions, within the Selection.
WITH
borne AS (
    SELECT
        territory_id,
        unnest(theme_ids) AS theme_id,
        generate_subscripts(theme_ids, 1) = 1 AS is_main,
        actions
    FROM selected_profile($selection, of_any_theme := TRUE)
),

counted AS (
    SELECT
        theme_id,
        territory_id,
        coalesce(sum(actions) FILTER (is_main), 0)::BIGINT AS main,
        sum(actions)::BIGINT AS touching
    FROM borne
    GROUP BY ALL
)

SELECT
    theme.theme_id,
    theme.label AS theme,
    theme.is_focus,
    theme.rank AS theme_rank,
    totals.territory_id,
    totals.territory,
    totals.territory_rank,
    totals.total,
    coalesce(counted.main, 0) AS main,
    coalesce(counted.touching, 0) AS touching,
    coalesce(CASE WHEN ($selection).with_secondary THEN counted.touching ELSE counted.main END, 0) AS actions
FROM theme
CROSS JOIN total_by_territory($selection, of_any_theme := TRUE) AS totals
LEFT JOIN counted ON theme.theme_id = counted.theme_id AND totals.territory_id = counted.territory_id
WHERE is_chosen(($selection).themes, theme.theme_id)
ORDER BY theme.rank, totals.territory_rank;
