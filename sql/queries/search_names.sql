-- One row per body or scheme of the codebook: its names, as the codebook and the documents have them.
WITH spoken AS (
    SELECT
        field,
        code,
        list(DISTINCT words ORDER BY words) AS spoken
    FROM mention
    WHERE field IN ('scheme', 'funder')
    GROUP BY field, code
),

known AS (
    SELECT
        'scheme' AS field,
        scheme_id AS code,
        acronym,
        label,
        definition,
        NULL AS level
    FROM scheme
    UNION ALL
    SELECT
        'funder' AS field,
        funder.funder_id AS code,
        NULL AS acronym,
        funder.label,
        funder.definition,
        level.label AS level
    FROM funder
    INNER JOIN level USING (level)
)

SELECT
    known.field,
    known.code,
    known.acronym,
    known.label,
    known.definition,
    known.level,
    coalesce(spoken.spoken, []) AS spoken
FROM known
LEFT JOIN spoken USING (field, code)
ORDER BY known.field DESC, known.label;
