-- One row per text of actions that the search reads, of those numbered from one to another: its words and codes.
SELECT
    told.title,
    told.text,
    coalesce(told.detail, '') AS detail,
    told.outline_path,
    told.themes,
    told.funders,
    told.signatories,
    told.schemes,
    found.named
FROM found
INNER JOIN action_overview AS told USING (place)
WHERE found.entry BETWEEN $first AND $last
ORDER BY found.entry;
