-- One row per action that the reader's Selection keeps. Queries start here, so that all figures of a page agree. With
-- `of_any_theme`, the filter of themes keeps nothing out: what shares of themes are taken of.
-- Levels are those of bodies that pay; 'non-renseigne' among them keeps actions that name none. A scheme is named by the
-- action, or is its whole document's.
CREATE MACRO selected_action(asked, of_any_theme := FALSE) AS TABLE
SELECT action_overview.*
FROM action_overview
WHERE
    is_looked_at((asked::selection).territories, territory_id, is_compared)
    AND (
        of_any_theme
        OR is_any_chosen(
            (asked::selection).themes, counted_themes(action_overview.theme_ids, (asked::selection).with_secondary)
        )
    )
    AND is_chosen((asked::selection).engagements, action_overview.engagement)
    AND is_any_chosen((asked::selection).levels, action_overview.levels)
    AND is_any_chosen((asked::selection).schemes, action_overview.scheme_ids)
    AND is_any_chosen(
        (asked::selection).funders,
        counted_bodies(action_overview.funder_ids, action_overview.partner_ids, (asked::selection).with_partners)
    );
