-- One row per level of funder, « non renseigné » included, which comes last.
SELECT
    level,
    label,
    rank AS level_rank
FROM level
UNION ALL
SELECT
    'non-renseigne' AS level,
    'Non renseigné' AS label,
    99 AS level_rank
ORDER BY level_rank;
