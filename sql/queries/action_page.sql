-- Some of the actions of the Selection, so many from so many on, in the order of the territories and of their documents.
SELECT * EXCLUDE (rank)
FROM listed_action($selection)
ORDER BY territory_rank, document_id, rank
LIMIT $most OFFSET $skipped;
