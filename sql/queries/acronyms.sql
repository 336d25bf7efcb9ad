-- One row per acronym and meaning: those of the codebook, and the schemes' names.
SELECT
    acronym,
    meaning,
    NULL AS scheme_id
FROM acronym
UNION ALL
SELECT
    acronym,
    label AS meaning,
    scheme_id
FROM scheme
ORDER BY acronym, meaning, scheme_id;
