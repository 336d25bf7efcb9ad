-- One row per pair of primary themes that two codings gave to the same units.
SELECT
    one.label AS theme,
    other.label AS other_theme,
    theme_confusion.units
FROM theme_confusion
INNER JOIN theme AS one ON theme_confusion.theme_id = one.theme_id
INNER JOIN theme AS other ON theme_confusion.other_theme_id = other.theme_id
WHERE theme_confusion.pair = $pair AND theme_confusion.theme_id <> theme_confusion.other_theme_id
ORDER BY theme_confusion.units DESC, one.rank, other.rank;
