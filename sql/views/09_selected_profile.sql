-- One row per profile of actions that are kept, with their number; with `of_any_theme`, as if the filter of themes kept
-- nothing out: what shares of themes are taken of. What is counted starts here, so that all figures of a page agree; it
-- keeps what `selected_action` keeps.
CREATE MACRO selected_profile(judged, of_any_theme := FALSE) AS TABLE
SELECT *
FROM action_profile
WHERE
    territory_rank BETWEEN (judged::kept).first_rank AND (judged::kept).last_rank
    AND get_bit((judged::kept).territories, territory_rank) = 1
    AND get_bit(CASE WHEN of_any_theme THEN (judged::kept).codes_of_any_theme ELSE (judged::kept).codes END, code_set) = 1;
