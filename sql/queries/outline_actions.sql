-- The first actions of a document, at most so many, each with the heading that it stands under.
SELECT
    action_id,
    outline_id,
    title,
    first_line
FROM action
WHERE document_id = $document_id
ORDER BY rank
LIMIT $most;
