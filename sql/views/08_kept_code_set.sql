-- One row per combination of codes that the reader's Selection keeps, whatever the territory. Lists are judged first, then
-- the combinations of them.
CREATE MACRO kept_code_set(asked, of_any_theme) AS TABLE
SELECT code_set
FROM code_set
WHERE
    is_chosen((asked::selection).engagements, engagement)
    AND is_chosen((asked::selection).natures, nature)
    AND theme_set IN (SELECT themes.theme_set FROM kept_theme_set(asked, of_any_theme) AS themes)
    AND body_set IN (SELECT bodies.body_set FROM kept_body_set(asked) AS bodies)
    AND scheme_set IN (SELECT schemes.scheme_set FROM kept_scheme_set(asked) AS schemes)
    AND period_set IN (SELECT periods.period_set FROM kept_period_set(asked) AS periods);
