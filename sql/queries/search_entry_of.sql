-- The text of the search that the action has, and its territory.
SELECT
    search_action.entry,
    action_overview.territory_id
FROM action_overview
INNER JOIN search_action USING (place)
WHERE action_overview.action_id = $action_id;
