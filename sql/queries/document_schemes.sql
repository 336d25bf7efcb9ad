-- One row per scheme that a whole document is of.
SELECT
    document.document_id,
    territory.territory_id,
    territory.short_name AS territory,
    document.title AS document,
    document.date_label,
    scheme.scheme_id,
    coalesce(scheme.acronym, scheme.label) AS short_label,
    scheme.label AS scheme,
    document_scheme.evidence,
    document_scheme.line,
    document_scheme.reason
FROM document_scheme
INNER JOIN document USING (document_id)
INNER JOIN territory USING (territory_id)
INNER JOIN scheme USING (scheme_id)
WHERE is_chosen(($selection).territories, territory.territory_id)
ORDER BY territory.rank, scheme.label;
