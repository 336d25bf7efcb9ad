-- One row per action of the Selection, in the order of the territories and of their documents.
SELECT * EXCLUDE (rank)
FROM listed_action($selection)
ORDER BY territory_rank, document_id, rank;
