-- The first actions of each territory of the Selection, at most so many.
SELECT * EXCLUDE (rank)
FROM listed_action($selection)
QUALIFY row_number() OVER (PARTITION BY territory_id ORDER BY document_id, rank) <= $most
ORDER BY territory_rank, document_id, rank;
