-- One row per action of any territory: the words and codes that the search reads.
WITH named AS (
    SELECT
        action_id,
        'scheme' AS field,
        scheme_id AS code,
        evidence
    FROM action_scheme
    UNION ALL
    SELECT
        action_id,
        'funder' AS field,
        funder_id AS code,
        evidence
    FROM action_funder
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
    action_overview.action_id,
    action_overview.territory_id,
    action_overview.title,
    action_overview.text,
    coalesce(action_overview.detail, '') AS detail,
    action_overview.outline_path,
    action_overview.themes,
    action_overview.funders,
    action_overview.signatories,
    action_overview.schemes,
    coalesce(names.fields, []) AS fields,
    coalesce(names.codes, []) AS codes,
    coalesce(names.evidence, []) AS evidence
FROM action_overview
LEFT JOIN names USING (action_id)
ORDER BY action_overview.territory_rank, action_overview.document_id, action_overview.rank;
