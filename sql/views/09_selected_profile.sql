-- One row per profile of actions that the reader's Selection keeps, with their number. What is counted starts here, so that
-- all figures of a page agree.
CREATE MACRO selected_profile(asked, of_any_theme := FALSE) AS TABLE
SELECT *
FROM action_profile
WHERE
    is_kept(
        asked, of_any_theme, territory_id, is_compared, theme_ids, engagement, nature, years, levels, scheme_ids, funder_ids,
        partner_ids
    );
