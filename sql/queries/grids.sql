-- One row per reading grid.
SELECT
    grid_id,
    label,
    definition,
    source
FROM grid
ORDER BY rank;
