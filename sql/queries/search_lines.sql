-- One row per line of a document that is not blank: its words, the action that it is of, the bodies and schemes in it.
WITH named AS (
    SELECT
        document_id,
        line,
        list(field ORDER BY field, code) AS fields,
        list(code ORDER BY field, code) AS codes,
        list(words ORDER BY field, code) AS evidence
    FROM mention
    WHERE field IN ('scheme', 'funder')
    GROUP BY document_id, line
)

SELECT
    document_line.document_id,
    document.territory_id,
    document_line.line,
    document_line.text,
    action.action_id,
    action.title AS action,
    coalesce(named.fields, []) AS fields,
    coalesce(named.codes, []) AS codes,
    coalesce(named.evidence, []) AS evidence
FROM document_line
INNER JOIN document USING (document_id)
INNER JOIN territory USING (territory_id)
LEFT JOIN named
    ON document_line.document_id = named.document_id AND document_line.line = named.line
LEFT JOIN action
    ON document_line.document_id = action.document_id AND document_line.line BETWEEN action.first_line AND action.last_line
WHERE trim(document_line.text) <> ''
ORDER BY territory.rank, document_line.document_id, document_line.line;
