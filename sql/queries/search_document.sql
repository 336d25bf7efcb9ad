-- One row per line of the document that is not blank: its text of the search, and the action that it is of.
SELECT
    search_line.entry,
    search_line.document_id,
    document.territory_id,
    search_line.line,
    told.action_id,
    told.title AS action
FROM search_line
INNER JOIN document USING (document_id)
LEFT JOIN action_overview AS told ON search_line.action_place = told.place
WHERE search_line.document_id = $document_id
ORDER BY search_line.place;
