-- One row per profile of actions that the reader's Selection keeps, with their number. What is counted starts here, so that
-- all figures of a page agree; it keeps what `selected_action` keeps. Lists are kept by IN: compared with a scalar subquery,
-- DuckDB 2.0 takes the rows for far fewer than they are, and sums them wrongly.
CREATE MACRO selected_profile(asked, of_any_theme := FALSE) AS TABLE
SELECT *
FROM action_profile
WHERE
    is_looked_at((asked::selection).territories, territory_id, is_compared)
    AND code_set IN (SELECT codes.code_set FROM kept_code_set(asked, of_any_theme) AS codes);
