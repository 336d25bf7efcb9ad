-- One row per fault that a document carries.
SELECT
    territory.short_name AS territory,
    fault.document_id,
    fault.line,
    fault.quote,
    fault.explanation,
    fault.origin
FROM fault
INNER JOIN document USING (document_id)
INNER JOIN territory USING (territory_id)
ORDER BY territory.rank, fault.line, fault.kind;
