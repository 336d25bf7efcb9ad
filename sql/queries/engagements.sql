-- One row per degree of commitment.
SELECT
    engagement,
    label,
    definition,
    rank AS engagement_rank
FROM engagement
ORDER BY rank;
