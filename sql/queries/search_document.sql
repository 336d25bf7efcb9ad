-- One row per line of the document that is not blank: its text of the search, and the action that it is of.
SELECT
    search_line.entry,
    search_line.document_id,
    document.territory_id,
    search_line.line,
    action.action_id,
    action.title AS action
FROM search_line
INNER JOIN document USING (document_id)
LEFT JOIN action
    ON search_line.document_id = action.document_id
    AND search_line.line BETWEEN action.first_line AND action.last_line
WHERE search_line.document_id = $document_id
ORDER BY search_line.place;
