-- One row per action that the reader's Selection keeps. Every query starts here, so that all figures of a page agree.
-- A NULL list keeps everything. Levels are those of bodies that pay; 'non-renseigne' among them keeps actions that name
-- none. A body is named in one of the roles. A scheme is named by the action, or is its whole document's.
CREATE MACRO selected_action(territories, themes, with_secondary, levels, funders, roles, schemes, engagements) AS TABLE
SELECT action_overview.*
FROM action_overview
WHERE
    CASE
        WHEN territories IS NULL THEN action_overview.is_compared
        ELSE list_contains(territories, action_overview.territory_id)
    END
    AND (
        themes IS NULL
        OR list_contains(themes, action_overview.theme_id)
        OR (
            with_secondary
            AND EXISTS (
                SELECT 1 FROM action_theme
                WHERE
                    action_theme.action_id = action_overview.action_id
                    AND list_contains(themes, action_theme.theme_id)
            )
        )
    )
    AND (
        levels IS NULL
        OR EXISTS (
            SELECT 1
            FROM action_funder
            INNER JOIN funder USING (funder_id)
            WHERE
                action_funder.action_id = action_overview.action_id
                AND list_contains(levels, funder.level)
                AND action_funder.role = 'financeur'
                AND action_funder.certainty = 'dit'
        )
        OR (list_contains(levels, 'non-renseigne') AND len(action_overview.funders) = 0)
    )
    AND (
        funders IS NULL
        OR EXISTS (
            SELECT 1 FROM action_funder
            WHERE
                action_funder.action_id = action_overview.action_id
                AND list_contains(funders, action_funder.funder_id)
                AND list_contains(roles, action_funder.role)
        )
    )
    AND (
        schemes IS NULL
        OR EXISTS (
            SELECT 1 FROM action_scheme
            WHERE
                action_scheme.action_id = action_overview.action_id
                AND list_contains(schemes, action_scheme.scheme_id)
        )
        OR EXISTS (
            SELECT 1 FROM document_scheme
            WHERE
                document_scheme.document_id = action_overview.document_id
                AND list_contains(schemes, document_scheme.scheme_id)
        )
    )
    AND (engagements IS NULL OR list_contains(engagements, action_overview.engagement));
