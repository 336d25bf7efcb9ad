-- One row per area of a reading grid and theme that leads to it; an area to which no theme leads has one, without theme.
SELECT
    grid_area.grid_id,
    grid_area.area_id,
    grid_area.label AS area,
    theme_area.theme_id,
    theme.label AS theme,
    theme_area.reason
FROM grid_area
INNER JOIN grid USING (grid_id)
LEFT JOIN theme_area USING (area_id)
LEFT JOIN theme USING (theme_id)
ORDER BY grid.rank, grid_area.rank, theme.rank;
