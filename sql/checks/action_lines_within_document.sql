-- Les lignes d’une action sont dans son document.
SELECT
    action.action_id,
    action.first_line,
    action.last_line,
    document.line_count
FROM action
INNER JOIN document USING (document_id)
WHERE action.last_line > document.line_count;
