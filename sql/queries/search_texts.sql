-- One row per action of any territory: the words and codes that the search reads.
WITH schemes AS (
    SELECT
        action_scheme.action_id,
        list(action_scheme.scheme_id ORDER BY scheme.label) AS scheme_ids,
        list(action_scheme.evidence ORDER BY scheme.label) AS evidence
    FROM action_scheme
    INNER JOIN scheme USING (scheme_id)
    GROUP BY action_scheme.action_id
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
    action_overview.schemes,
    coalesce(schemes.scheme_ids, []) AS scheme_ids,
    coalesce(schemes.evidence, []) AS scheme_evidence
FROM action_overview
LEFT JOIN schemes USING (action_id)
ORDER BY action_overview.territory_rank, action_overview.document_id, action_overview.rank;
