-- The actions of these identifiers, of any territory.
SELECT * EXCLUDE (place)
FROM listed_action(NULL)
WHERE action_id IN (SELECT unnest($ids))
ORDER BY place;
