-- One row per action that the reader's Selection keeps. Queries start here, so that all figures of a page agree.
CREATE MACRO selected_action(asked) AS TABLE
SELECT kept.*
FROM selected_action_of_any_theme(asked) AS kept
WHERE
    is_chosen((asked::selection).themes, kept.theme_id)
    OR (
        (asked::selection).with_secondary
        AND EXISTS (
            SELECT 1 FROM action_theme
            WHERE
                action_theme.action_id = kept.action_id
                AND list_contains((asked::selection).themes, action_theme.theme_id)
        )
    );
