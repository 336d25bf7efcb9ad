-- One row per term of these that texts of a kind have.
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
WHERE kind = $kind AND term IN (SELECT unnest($terms));
