-- One row per profile of actions that the reader's Selection keeps, with their number. What is counted starts here, so that
-- all figures of a page agree; it keeps what `selected_action` keeps.
CREATE MACRO selected_profile(asked, of_any_theme := FALSE) AS TABLE
SELECT *
FROM action_profile
WHERE
    is_looked_at((asked::selection).territories, territory_id, is_compared)
    AND is_chosen((asked::selection).engagements, engagement)
    AND is_chosen((asked::selection).natures, nature)
    AND theme_set IN (SELECT themes.theme_set FROM kept_theme_set(asked, of_any_theme) AS themes)
    AND body_set IN (SELECT bodies.body_set FROM kept_body_set(asked) AS bodies)
    AND scheme_set IN (SELECT schemes.scheme_set FROM kept_scheme_set(asked) AS schemes)
    AND period_set IN (SELECT periods.period_set FROM kept_period_set(asked) AS periods);
