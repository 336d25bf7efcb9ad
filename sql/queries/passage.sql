-- One row per line of a document from one line to another.
SELECT
    line,
    text,
    place
FROM document_line
WHERE document_id = $document_id AND line BETWEEN $first_line AND $last_line
ORDER BY line;
