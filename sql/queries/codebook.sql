-- One row per code of the codebook with its definition and the number of actions that bear it.
SELECT
    'Thèmes' AS list,
    theme.label,
    theme.definition,
    theme.rank AS rank,
    count(action_theme.action_id) AS actions
FROM theme
LEFT JOIN action_theme ON theme.theme_id = action_theme.theme_id AND action_theme.rank = 1
GROUP BY ALL
UNION ALL
SELECT
    'Engagement' AS list,
    engagement.label,
    engagement.definition,
    engagement.rank,
    count(action.action_id) AS actions
FROM engagement
LEFT JOIN action USING (engagement)
GROUP BY ALL
UNION ALL
SELECT
    'Nature' AS list,
    nature.label,
    nature.definition,
    nature.rank,
    count(action.action_id) AS actions
FROM nature
LEFT JOIN action USING (nature)
GROUP BY ALL
UNION ALL
SELECT
    'Rôles' AS list,
    role.label,
    role.definition,
    role.rank,
    count(action_funder.action_id) AS actions
FROM role
LEFT JOIN action_funder USING (role)
GROUP BY ALL
UNION ALL
SELECT
    'Financeurs et partenaires' AS list,
    funder.label,
    level.label || ' · ' || funder.definition AS definition,
    100 * level.rank AS rank,
    count(action_funder.action_id) AS actions
FROM funder
INNER JOIN level USING (level)
LEFT JOIN action_funder USING (funder_id)
GROUP BY ALL
UNION ALL
SELECT
    'Dispositifs' AS list,
    CASE WHEN scheme.acronym IS NULL THEN scheme.label ELSE scheme.acronym || ' · ' || scheme.label END AS label,
    scheme.definition,
    1 AS rank,
    count(action_scheme.action_id) AS actions
FROM scheme
LEFT JOIN (
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
) AS action_scheme USING (scheme_id)
GROUP BY ALL
ORDER BY list, rank, label;
