-- One row per code of an action: its words in the document and where they stand.
WITH codes AS (
    SELECT
        'theme' AS field,
        action_theme.theme_id AS value,
        theme.label,
        CASE action_theme.rank WHEN 1 THEN 'principal' ELSE 'secondaire' END AS role,
        action_theme.origin,
        action_theme.evidence,
        action_theme.line,
        action_theme.rank AS rank,
        action_theme.theme_id AS decided_value
    FROM action_theme
    INNER JOIN theme USING (theme_id)
    WHERE action_theme.action_id = $action_id
    UNION ALL
    SELECT
        'engagement' AS field,
        action.engagement AS value,
        engagement.label,
        NULL AS role,
        action.engagement_origin AS origin,
        action.engagement_evidence AS evidence,
        action.engagement_line AS line,
        10 AS rank,
        action.engagement AS decided_value
    FROM action
    INNER JOIN engagement USING (engagement)
    WHERE action.action_id = $action_id
    UNION ALL
    SELECT
        'nature' AS field,
        action.nature AS value,
        nature.label,
        NULL AS role,
        action.nature_origin AS origin,
        action.nature_evidence AS evidence,
        action.nature_line AS line,
        20 AS rank,
        action.nature AS decided_value
    FROM action
    INNER JOIN nature USING (nature)
    WHERE action.action_id = $action_id
    UNION ALL
    SELECT
        'funder' AS field,
        action_funder.funder_id AS value,
        funder.label,
        concat_ws(
            ', ',
            lower(role.label),
            CASE action_funder.certainty WHEN 'envisage' THEN 'envisagé' END,
            'pour une partie : « ' || action_funder.part || ' »'
        ) AS role,
        action_funder.origin,
        action_funder.evidence,
        action_funder.line,
        30 + role.rank AS rank,
        concat_ws(':', action_funder.funder_id, action_funder.role, action_funder.certainty) AS decided_value
    FROM action_funder
    INNER JOIN funder USING (funder_id)
    INNER JOIN role USING (role)
    WHERE action_funder.action_id = $action_id
    UNION ALL
    SELECT
        'scheme' AS field,
        action_scheme.scheme_id AS value,
        scheme.label,
        concat_ws(', ', scheme.acronym, CASE action_scheme.relation WHEN 'cite' THEN 'cité' END) AS role,
        action_scheme.origin,
        action_scheme.evidence,
        action_scheme.line,
        40 AS rank,
        concat_ws(':', action_scheme.scheme_id, action_scheme.relation) AS decided_value
    FROM action_scheme
    INNER JOIN scheme USING (scheme_id)
    WHERE action_scheme.action_id = $action_id
)

SELECT
    codes.field,
    codes.value,
    codes.label,
    codes.role,
    codes.origin,
    codes.evidence,
    codes.line,
    decision.reason
FROM codes
LEFT JOIN decision
    ON decision.action_id = $action_id
    AND codes.field = decision.field
    AND codes.decided_value = decision.value
ORDER BY codes.rank, codes.label;
