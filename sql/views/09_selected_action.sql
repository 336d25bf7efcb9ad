-- One row per action that the reader's Selection keeps.
CREATE MACRO selected_action(asked, of_any_theme := FALSE) AS TABLE
SELECT *
FROM action_overview
WHERE
    is_kept(
        asked, of_any_theme, territory_id, is_compared, theme_ids, engagement, nature, years, levels, scheme_ids, funder_ids,
        partner_ids
    );
