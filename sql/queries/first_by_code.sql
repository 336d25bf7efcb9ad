-- The first actions of each territory of the Selection that bear each code of a field, at most so many, the code in `code`.
WITH borne AS (
    SELECT
        *,
        unnest(
            CASE $field
                WHEN 'themes' THEN counted_themes
                WHEN 'funders' THEN counted_funders
                ELSE counted_schemes
            END
        ) AS code
    FROM listed_action($selection)
)

SELECT * EXCLUDE (rank)
FROM borne
QUALIFY row_number() OVER (PARTITION BY territory_id, code ORDER BY document_id, rank) <= $most
ORDER BY territory_rank, document_id, rank, code;
