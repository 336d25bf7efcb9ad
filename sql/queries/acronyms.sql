-- One row per acronym of the codebook and its meaning.
SELECT
    acronym,
    meaning
FROM acronym
ORDER BY acronym;
