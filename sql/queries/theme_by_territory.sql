-- One row per theme and territory: its actions of that theme as main one, those that have it main or secondary, which of
-- the two the Selection counts, and all its actions, within the Selection.
WITH
kept AS (
    SELECT
        territory_rank,
        theme_set,
        sum(actions)::BIGINT AS actions
    FROM selected_profile($selection, of_any_theme := TRUE)
    GROUP BY ALL
),

-- Lists of themes, taken together, are far fewer than actions.
borne AS (
    SELECT
        kept.territory_rank,
        unnest(theme_set.theme_ids) AS theme_id,
        generate_subscripts(theme_set.theme_ids, 1) = 1 AS is_main,
        kept.actions
    FROM kept
    INNER JOIN theme_set USING (theme_set)
),

counted AS (
    SELECT
        theme_id,
        territory_rank,
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
LEFT JOIN counted ON theme.theme_id = counted.theme_id AND totals.territory_rank = counted.territory_rank
WHERE is_chosen(($selection).themes, theme.theme_id)
ORDER BY theme.rank, totals.territory_rank;
