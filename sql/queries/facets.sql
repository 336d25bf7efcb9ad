-- One row per value of a filter that keeps an action, the reader's other filters being what they are: how many it keeps.
-- For bodies, also in which roles, whether or not the reader counts partners.
-- What each filter keeps is said as in the macro `selected_action`; a test compares the two.
WITH named AS (
    SELECT DISTINCT
        action_id,
        funder_id,
        role,
        certainty
    FROM action_funder
),

borne AS (
    SELECT
        action_id,
        territory_id,
        engagement,
        levels,
        scheme_ids,
        counted_themes(theme_ids, ($selection).with_secondary) AS themes,
        is_looked_at(($selection).territories, territory_id, is_compared) AS by_territory,
        is_any_chosen(($selection).themes, counted_themes(theme_ids, ($selection).with_secondary)) AS by_theme,
        is_any_chosen(($selection).levels, levels) AS by_level,
        is_any_chosen(
            ($selection).funders, counted_bodies(funder_ids, partner_ids, ($selection).with_partners)
        ) AS by_funder,
        is_any_chosen(($selection).schemes, scheme_ids) AS by_scheme,
        is_chosen(($selection).engagements, engagement) AS by_engagement
    FROM action_overview
),

kept AS (
    SELECT
        'territories' AS field,
        territory_id AS value,
        action_id,
        NULL AS role,
        NULL AS certainty
    FROM borne
    WHERE by_theme AND by_level AND by_funder AND by_scheme AND by_engagement
    UNION ALL
    SELECT
        'themes' AS field,
        unnest(themes) AS value,
        action_id,
        NULL AS role,
        NULL AS certainty
    FROM borne
    WHERE by_territory AND by_level AND by_funder AND by_scheme AND by_engagement
    UNION ALL
    SELECT
        'levels' AS field,
        unnest(levels) AS value,
        action_id,
        NULL AS role,
        NULL AS certainty
    FROM borne
    WHERE by_territory AND by_theme AND by_funder AND by_scheme AND by_engagement
    UNION ALL
    SELECT
        'funders' AS field,
        named.funder_id AS value,
        borne.action_id,
        named.role,
        named.certainty
    FROM borne
    INNER JOIN named USING (action_id)
    WHERE by_territory AND by_theme AND by_level AND by_scheme AND by_engagement
    UNION ALL
    SELECT
        'schemes' AS field,
        unnest(scheme_ids) AS value,
        action_id,
        NULL AS role,
        NULL AS certainty
    FROM borne
    WHERE by_territory AND by_theme AND by_level AND by_funder AND by_engagement
    UNION ALL
    SELECT
        'engagements' AS field,
        engagement AS value,
        action_id,
        NULL AS role,
        NULL AS certainty
    FROM borne
    WHERE by_territory AND by_theme AND by_level AND by_funder AND by_scheme
)

SELECT
    field,
    value,
    count(DISTINCT action_id) FILTER (role IS NULL OR role <> 'partenaire' OR ($selection).with_partners) AS actions,
    count(DISTINCT action_id) FILTER (role = 'financeur' AND certainty = 'dit') AS as_funder,
    count(DISTINCT action_id) FILTER (role = 'financeur' AND certainty = 'envisage') AS as_envisaged,
    count(DISTINCT action_id) FILTER (role = 'contractant') AS as_signatory,
    count(DISTINCT action_id) FILTER (role = 'partenaire') AS as_partner
FROM kept
GROUP BY field, value
ORDER BY field, value;
