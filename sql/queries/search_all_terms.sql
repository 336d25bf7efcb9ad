-- One row per term that texts of a kind have.
SELECT
    term,
    entries,
    weights,
    forms,
    form_bits,
    context_entries,
    context_weights,
    positions
FROM search_term
WHERE kind = $kind
ORDER BY term;
