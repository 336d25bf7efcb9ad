-- One row per text of lines that the search reads, of those numbered from one to another: its words, the bodies and schemes
-- in it.
SELECT
    document_line.text,
    found.named
FROM found
INNER JOIN search_line USING (place)
INNER JOIN document_line USING (document_id, line)
WHERE found.entry BETWEEN $first AND $last
ORDER BY found.entry;
