-- One row per list of themes that the reader's Selection keeps; all of them with `of_any_theme`, where the filter of themes
-- keeps nothing out: what shares of themes are taken of.
CREATE MACRO kept_theme_set(asked, of_any_theme) AS TABLE
SELECT theme_set
FROM theme_set
WHERE
    of_any_theme
    OR is_any_chosen((asked::selection).themes, counted_themes(theme_ids, (asked::selection).with_secondary));
