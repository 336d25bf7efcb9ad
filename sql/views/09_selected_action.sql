-- One row per action that the reader's Selection keeps. What it bears is judged list by list, not action by action.
CREATE MACRO selected_action(asked, of_any_theme := FALSE) AS TABLE
SELECT *
FROM action_overview
WHERE
    is_looked_at((asked::selection).territories, territory_id, is_compared)
    AND is_chosen((asked::selection).engagements, engagement)
    AND is_chosen((asked::selection).natures, nature)
    AND theme_set IN (SELECT themes.theme_set FROM kept_theme_set(asked, of_any_theme) AS themes)
    AND body_set IN (SELECT bodies.body_set FROM kept_body_set(asked) AS bodies)
    AND scheme_set IN (SELECT schemes.scheme_set FROM kept_scheme_set(asked) AS schemes)
    AND period_set IN (SELECT periods.period_set FROM kept_period_set(asked) AS periods);
