-- One row per action that the reader's Selection keeps. What it bears is judged combination by combination, not action by
-- action.
CREATE MACRO selected_action(asked, of_any_theme := FALSE) AS TABLE
SELECT *
FROM action_overview
WHERE
    is_looked_at((asked::selection).territories, territory_id, is_compared)
    AND code_set IN (SELECT codes.code_set FROM kept_code_set(asked, of_any_theme) AS codes);
