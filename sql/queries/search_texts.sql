-- One row per action at these places: the words and codes that the search reads.
WITH
told AS (
    SELECT *
    FROM action_overview
    WHERE place IN (SELECT unnest($places))
),

named AS (
    SELECT
        told.action_id,
        'scheme' AS field,
        action_scheme.scheme_id AS code,
        action_scheme.evidence
    FROM told
    INNER JOIN action_scheme ON told.action_id = action_scheme.action_id
    UNION ALL
    SELECT
        told.action_id,
        'funder' AS field,
        action_funder.funder_id AS code,
        action_funder.evidence
    FROM told
    INNER JOIN action_funder ON told.action_id = action_funder.action_id
),

names AS (
    SELECT
        action_id,
        list(field ORDER BY field, code) AS fields,
        list(code ORDER BY field, code) AS codes,
        list(evidence ORDER BY field, code) AS evidence
    FROM named
    GROUP BY action_id
)

SELECT
    told.place,
    told.action_id,
    told.territory_id,
    told.title,
    told.text,
    coalesce(told.detail, '') AS detail,
    told.outline_path,
    told.themes,
    told.funders,
    told.signatories,
    told.schemes,
    coalesce(names.fields, []) AS fields,
    coalesce(names.codes, []) AS codes,
    coalesce(names.evidence, []) AS evidence
FROM told
LEFT JOIN names USING (action_id)
ORDER BY told.place;
