-- One row per mention by which a whole document of the Selection is of this scheme or names this body: so many of the first,
-- and how many there are (`mentions`).
WITH told AS (
    SELECT
        document_scheme.document_id,
        'schemes' AS field,
        document_scheme.scheme_id AS code,
        NULL AS level,
        NULL AS role,
        NULL AS certainty,
        document_scheme.line
    FROM document_scheme
    UNION ALL
    SELECT
        document_funder.document_id,
        'funders' AS field,
        funder.funder_id AS code,
        funder.level,
        role.label AS role,
        document_funder.certainty,
        document_funder.line
    FROM document_funder
    INNER JOIN funder USING (funder_id)
    INNER JOIN role USING (role)
)

SELECT
    told.document_id,
    territory.short_name AS territory,
    told.role,
    told.certainty,
    told.line,
    count(*) OVER () AS mentions
FROM told
INNER JOIN document USING (document_id)
INNER JOIN judged_territory(($selection).territories) AS territory USING (territory_id)
WHERE
    told.field = $field
    AND told.code = $code
    AND territory.is_chosen
    AND (told.field = 'schemes' OR is_chosen(($selection).levels, told.level))
    AND (told.field = 'schemes' OR is_chosen(($selection).funders, told.code))
ORDER BY territory.rank, told.document_id, told.line
LIMIT $most;
