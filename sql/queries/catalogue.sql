-- One row per value that a filter offers, in the order of display: values that an action bears, and bodies that a document
-- names apart from all actions.
SELECT
    'territories' AS field,
    territory_id AS value,
    short_name AS label,
    rank
FROM territory
UNION ALL
SELECT
    'themes' AS field,
    theme_id AS value,
    label,
    rank
FROM theme
UNION ALL
SELECT
    'levels' AS field,
    level AS value,
    label,
    rank
FROM level
UNION ALL
SELECT
    'levels' AS field,
    'non-renseigne' AS value,
    'Non renseigné' AS label,
    99 AS rank
UNION ALL
SELECT
    'funders' AS field,
    funder.funder_id AS value,
    funder.label,
    100 * level.rank + row_number() OVER (PARTITION BY level.rank ORDER BY funder.label) AS rank
FROM funder
INNER JOIN level USING (level)
SEMI JOIN (
    SELECT funder_id FROM action_funder
    UNION ALL
    SELECT funder_id FROM document_funder
    UNION ALL
    SELECT funder_id FROM amount
) AS named USING (funder_id)
UNION ALL
SELECT
    'schemes' AS field,
    scheme.scheme_id AS value,
    CASE WHEN scheme.acronym IS NULL THEN scheme.label ELSE scheme.acronym || ' · ' || scheme.label END AS label,
    row_number() OVER (ORDER BY lower(coalesce(scheme.acronym, scheme.label))) AS rank
FROM scheme
SEMI JOIN (SELECT scheme_id FROM action_scheme UNION ALL SELECT scheme_id FROM document_scheme) AS linked USING (scheme_id)
UNION ALL
SELECT
    'engagements' AS field,
    engagement AS value,
    label,
    rank
FROM engagement
UNION ALL
SELECT
    'natures' AS field,
    nature AS value,
    label,
    rank
FROM nature
UNION ALL
SELECT
    'years' AS field,
    year AS value,
    CASE WHEN year = 'non-renseigne' THEN 'Non renseignée' ELSE year END AS label,
    coalesce(try_cast(year AS INTEGER), 9999) AS rank
FROM (SELECT DISTINCT unnest(years) AS year FROM action_overview)
UNION ALL
SELECT
    'grid' AS field,
    'themes' AS value,
    'Thèmes d’En regard' AS label,
    0 AS rank
UNION ALL
SELECT
    'grid' AS field,
    grid_id AS value,
    label,
    rank
FROM grid
ORDER BY field, rank;
