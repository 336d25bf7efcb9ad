-- Chaque thème mène à au moins une rubrique de chaque grille de lecture.
SELECT
    theme.theme_id,
    grid.grid_id
FROM theme
CROSS JOIN grid
ANTI JOIN (
    SELECT
        theme_area.theme_id,
        grid_area.grid_id
    FROM theme_area
    INNER JOIN grid_area USING (area_id)
) AS led
    ON theme.theme_id = led.theme_id AND grid.grid_id = led.grid_id;
