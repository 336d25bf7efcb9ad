-- One row per theme and territory: its actions of that theme as main one, those that have it main or secondary, which of
-- the two the Selection counts, and all its actions, within the Selection.
WITH
everything AS (
    SELECT * FROM selected_action($selection, of_any_theme := TRUE)
),

counted AS (
    SELECT
        action_theme.theme_id,
        everything.territory_id,
        action_theme.rank = 1 AS is_main
    FROM everything
    INNER JOIN action_theme USING (action_id)
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
    count(*) FILTER (counted.is_main) AS main,
    count(counted.theme_id) AS touching,
    count(*) FILTER (counted.is_main OR (counted.theme_id IS NOT NULL AND ($selection).with_secondary)) AS actions
FROM theme
CROSS JOIN total_by_territory($selection, of_any_theme := TRUE) AS totals
LEFT JOIN counted ON theme.theme_id = counted.theme_id AND totals.territory_id = counted.territory_id
WHERE is_chosen(($selection).themes, theme.theme_id)
GROUP BY ALL
ORDER BY theme.rank, totals.territory_rank;
