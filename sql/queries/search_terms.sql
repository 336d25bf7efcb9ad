-- One row per term of these that texts of a kind have. Its number is found first: by it, the key, the lists of no other term
-- are read.
WITH named AS (
    SELECT number
    FROM search_term
    WHERE kind = $kind AND term IN (SELECT unnest($terms))
)

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
WHERE number IN (SELECT named.number FROM named);
