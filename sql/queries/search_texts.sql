-- One row per text of these numbers, of those of actions: its first action, the words and codes that the search reads.
SELECT
    search_entry.entry,
    told.place,
    told.action_id,
    told.territory_id,
    told.title,
    told.text,
    coalesce(told.detail, '') AS detail,
    told.outline_path,
    told.themes,
    told.funders,
    told.signatories,
    told.schemes,
    search_entry.named
FROM search_entry
INNER JOIN action_overview AS told USING (place)
WHERE search_entry.kind = 'action' AND search_entry.entry IN (SELECT unnest($entries))
ORDER BY search_entry.entry;
