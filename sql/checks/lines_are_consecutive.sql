-- Les lignes d’un document se suivent, de 1 à la dernière.
SELECT
    document.document_id,
    document.line_count,
    count(*) AS lines,
    max(document_line.line) AS last_line
FROM document
INNER JOIN document_line USING (document_id)
GROUP BY document.document_id, document.line_count
HAVING count(*) <> document.line_count OR max(document_line.line) <> document.line_count;
