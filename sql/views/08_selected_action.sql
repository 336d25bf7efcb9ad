-- One row per action that the reader's Selection keeps. Queries start here, so that all figures of a page agree.
CREATE MACRO selected_action(asked) AS TABLE
SELECT kept.*
FROM selected_action_of_any_theme(asked) AS kept
WHERE
    is_any_chosen(
        (asked::selection).themes, counted_themes(kept.theme_ids, (asked::selection).with_secondary)
    );
