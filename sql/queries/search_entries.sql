-- One row per text of a kind that the search reads, in their order.
SELECT
    texts,
    start,
    length,
    theme_set,
    body_set,
    scheme_set
FROM search_entry
WHERE kind = $kind
ORDER BY entry;
