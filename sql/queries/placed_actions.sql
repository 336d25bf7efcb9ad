-- The actions at these places, of any territory.
SELECT listed.*
FROM listed_action(NULL) AS listed
WHERE listed.place IN (SELECT unnest($places))
ORDER BY listed.place;
