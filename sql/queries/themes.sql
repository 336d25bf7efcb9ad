-- One row per theme.
SELECT
    theme_id,
    label,
    is_focus,
    rank,
    definition
FROM theme
ORDER BY rank;
