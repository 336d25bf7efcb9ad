-- The actions of these identifiers, of any territory.
WITH named AS (
    SELECT place
    FROM action_overview
    WHERE action_id IN (SELECT unnest($ids))
)

SELECT listed.* EXCLUDE (place)
FROM listed_action(NULL) AS listed
INNER JOIN named USING (place)
ORDER BY listed.place;
