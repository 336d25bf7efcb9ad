-- The first actions of each territory of the Selection, at most so many.
WITH chosen AS (
    SELECT place
    FROM selected_action($kept)
    QUALIFY row_number() OVER (PARTITION BY territory_rank ORDER BY place) <= $most
)

SELECT listed.* EXCLUDE (place)
FROM listed_action($selection) AS listed
INNER JOIN chosen USING (place)
ORDER BY listed.place;
