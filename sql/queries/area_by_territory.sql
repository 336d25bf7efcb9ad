-- One row per area of a reading grid and territory: actions whose main theme leads to the area, those of which any theme
-- does, which of the two the Selection counts, and all its actions, within the Selection. An action counts once in each
-- area to which its theme leads. `themes` are those that the Selection keeps; an area to which none leads has no row.
WITH
everything AS (
    SELECT * FROM selected_action($selection, of_any_theme := TRUE)
),

area AS (
    SELECT
        grid_area.area_id,
        grid_area.label AS area,
        grid_area.rank AS area_rank,
        list(theme.theme_id ORDER BY theme.rank) AS themes
    FROM grid_area
    INNER JOIN theme_area USING (area_id)
    INNER JOIN theme USING (theme_id)
    WHERE
        grid_area.grid_id = $grid
        AND is_chosen(($selection).themes, theme.theme_id)
    GROUP BY grid_area.area_id, grid_area.label, grid_area.rank
),

counted AS (
    SELECT
        area.area_id,
        everything.territory_id,
        everything.action_id,
        bool_or(action_theme.rank = 1) AS is_main
    FROM everything
    INNER JOIN action_theme USING (action_id)
    INNER JOIN area ON list_contains(area.themes, action_theme.theme_id)
    GROUP BY ALL
)

SELECT
    area.area_id,
    area.area,
    area.area_rank,
    area.themes,
    totals.territory_id,
    totals.territory,
    totals.territory_rank,
    totals.total,
    count(*) FILTER (counted.is_main) AS main,
    count(counted.action_id) AS touching,
    count(*) FILTER (counted.is_main OR (counted.action_id IS NOT NULL AND ($selection).with_secondary)) AS actions
FROM area
CROSS JOIN total_by_territory($selection, of_any_theme := TRUE) AS totals
LEFT JOIN counted ON area.area_id = counted.area_id AND totals.territory_id = counted.territory_id
GROUP BY ALL
ORDER BY area.area_rank, totals.territory_rank;
