-- One row per heading of a document, with the number of actions that stand right under it.
SELECT
    outline.outline_id,
    outline.parent_id,
    outline.level,
    outline.number_printed,
    outline.label,
    outline.line,
    count(action.action_id) AS actions
FROM outline
LEFT JOIN action USING (outline_id)
WHERE outline.document_id = $document_id
GROUP BY ALL
-- A row of a table shows several: the one above comes first.
ORDER BY min(outline.rank);
