-- One row per value of a filter that keeps an action, the reader's other filters being what they are: how many it keeps.
-- For bodies, also in which roles, whether or not the reader counts partners.
-- What each filter keeps is said as in the macro `selected_action`; a test compares the two.
WITH named AS (
    SELECT
        action_funder.action_id,
        action_funder.funder_id,
        funder.level,
        action_funder.role,
        action_funder.certainty
    FROM action_funder
    INNER JOIN funder USING (funder_id)
),

bodies AS (
    SELECT
        action_id,
        list(DISTINCT level) FILTER (role = 'financeur' AND certainty = 'dit') AS levels,
        list(DISTINCT funder_id) FILTER (list_contains(($selection).roles, role)) AS funders
    FROM named
    GROUP BY action_id
),

themes AS (
    SELECT
        action_id,
        list(theme_id) AS themes
    FROM action_theme
    WHERE rank = 1 OR ($selection).with_secondary
    GROUP BY action_id
),

named_schemes AS (
    SELECT
        action_id,
        scheme_id
    FROM action_scheme
    UNION
    SELECT
        action.action_id,
        document_scheme.scheme_id
    FROM document_scheme
    INNER JOIN action USING (document_id)
),

schemes AS (
    SELECT
        action_id,
        list(scheme_id) AS schemes
    FROM named_schemes
    GROUP BY action_id
),

borne AS (
    SELECT
        action.action_id,
        action.territory_id,
        action.engagement,
        themes.themes,
        coalesce(bodies.levels, ['non-renseigne']) AS levels,
        coalesce(schemes.schemes, []) AS schemes,
        action.territory_id IN (SELECT looked_at.territory_id FROM looked_at($selection) AS looked_at) AS by_territory,
        ($selection).themes IS NULL OR list_has_any(($selection).themes, themes.themes) AS by_theme,
        ($selection).levels IS NULL OR list_has_any(($selection).levels, coalesce(bodies.levels, ['non-renseigne'])) AS by_level,
        ($selection).funders IS NULL OR list_has_any(($selection).funders, coalesce(bodies.funders, [])) AS by_funder,
        ($selection).schemes IS NULL OR list_has_any(($selection).schemes, coalesce(schemes.schemes, [])) AS by_scheme,
        is_chosen(($selection).engagements, action.engagement) AS by_engagement
    FROM action
    INNER JOIN themes USING (action_id)
    LEFT JOIN bodies USING (action_id)
    LEFT JOIN schemes USING (action_id)
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
        unnest(schemes) AS value,
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
    count(DISTINCT action_id) FILTER (role IS NULL OR list_contains(($selection).roles, role)) AS actions,
    count(DISTINCT action_id) FILTER (role = 'financeur' AND certainty = 'dit') AS as_funder,
    count(DISTINCT action_id) FILTER (role = 'financeur' AND certainty = 'envisage') AS as_envisaged,
    count(DISTINCT action_id) FILTER (role = 'contractant') AS as_signatory,
    count(DISTINCT action_id) FILTER (role = 'partenaire') AS as_partner
FROM kept
GROUP BY field, value
ORDER BY field, value;
