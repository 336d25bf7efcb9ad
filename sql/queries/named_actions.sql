-- The actions of these identifiers, of any territory.
SELECT * EXCLUDE (rank)
FROM
    listed_action({
        'territories': (SELECT list(DISTINCT action.territory_id) FROM action WHERE list_contains($ids, action.action_id))
    })
WHERE list_contains($ids, action_id)
ORDER BY territory_rank, document_id, rank;
