-- One row per degree of commitment.
SELECT
    engagement,
    label,
    definition
FROM engagement
ORDER BY rank;
