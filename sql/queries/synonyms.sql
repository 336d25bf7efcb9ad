-- One row per pair of expressions that the search takes for near.
SELECT
    words,
    near,
    reason
FROM synonym
ORDER BY words, near;
