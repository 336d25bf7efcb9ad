-- The first actions of each territory of the Selection that bear each code of a field, at most so many, the code in `code`.
WITH borne AS (
    SELECT
        territory_rank,
        place,
        unnest(
            CASE $field
                WHEN 'themes' THEN counted_themes
                WHEN 'funders' THEN counted_funders
                ELSE counted_schemes
            END
        ) AS code
    FROM listed_action($selection)
    WHERE place IN (SELECT kept.place FROM selected_action($kept) AS kept)
),

chosen AS (
    SELECT
        place,
        code
    FROM borne
    QUALIFY row_number() OVER (PARTITION BY territory_rank, code ORDER BY place) <= $most
)

SELECT
    listed.* EXCLUDE (place),
    chosen.code
FROM listed_action($selection) AS listed
INNER JOIN chosen USING (place)
ORDER BY listed.place, chosen.code;
