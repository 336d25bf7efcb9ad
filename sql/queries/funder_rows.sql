-- One row per body of these identifiers, in the order of levels and names.
SELECT
    funder.funder_id,
    funder.label,
    level.label AS level,
    level.rank AS level_rank
FROM funder
INNER JOIN level USING (level)
WHERE list_contains($ids, funder.funder_id)
ORDER BY level.rank, funder.label;
