-- One row per action that the filters other than the theme keep: what shares of themes are taken of.
-- Levels are those of bodies that pay; 'non-renseigne' among them keeps actions that name none. A body is named in one of
-- the roles. A scheme is named by the action, or is its whole document's.
CREATE MACRO selected_action_of_any_theme(asked) AS TABLE
SELECT action_overview.*
FROM action_overview
SEMI JOIN looked_at(asked) AS looked_at USING (territory_id)
WHERE
    is_chosen((asked::selection).engagements, action_overview.engagement)
    AND (
        (asked::selection).levels IS NULL
        OR EXISTS (
            SELECT 1
            FROM action_funder
            INNER JOIN funder USING (funder_id)
            WHERE
                action_funder.action_id = action_overview.action_id
                AND list_contains((asked::selection).levels, funder.level)
                AND action_funder.role = 'financeur'
                AND action_funder.certainty = 'dit'
        )
        OR (list_contains((asked::selection).levels, 'non-renseigne') AND len(action_overview.funders) = 0)
    )
    AND (
        (asked::selection).funders IS NULL
        OR EXISTS (
            SELECT 1 FROM action_funder
            WHERE
                action_funder.action_id = action_overview.action_id
                AND list_contains((asked::selection).funders, action_funder.funder_id)
                AND list_contains((asked::selection).roles, action_funder.role)
        )
    )
    AND (
        (asked::selection).schemes IS NULL
        OR EXISTS (
            SELECT 1 FROM action_scheme
            WHERE
                action_scheme.action_id = action_overview.action_id
                AND list_contains((asked::selection).schemes, action_scheme.scheme_id)
        )
        OR EXISTS (
            SELECT 1 FROM document_scheme
            WHERE
                document_scheme.document_id = action_overview.document_id
                AND list_contains((asked::selection).schemes, document_scheme.scheme_id)
        )
    );
