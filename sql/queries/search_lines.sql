-- One row per text of these numbers, of those of lines of documents: its words, the bodies and schemes in it.
SELECT
    search_entry.entry,
    document_line.text,
    search_entry.named
FROM search_entry
INNER JOIN search_line USING (entry, place)
INNER JOIN document_line USING (document_id, line)
WHERE search_entry.kind = 'ligne' AND search_entry.entry IN (SELECT unnest($entries))
ORDER BY search_entry.entry;
