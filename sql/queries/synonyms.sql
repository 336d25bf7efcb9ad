-- One row per pair of expressions that the search takes for near.
SELECT
    words,
    near,
    is_same
FROM synonym
ORDER BY words, near;
