-- One row per action of other territories that has one of these texts, so many: by the groups of the texts, then by place.
WITH asked AS (
    SELECT
        unnest($entries) AS entry,
        unnest($groups) AS nth
)

SELECT
    search_action.entry,
    search_action.place,
    action_overview.action_id
FROM asked
INNER JOIN search_action USING (entry)
INNER JOIN action_overview USING (place)
WHERE action_overview.territory_id <> $territory
ORDER BY asked.nth, search_action.place
LIMIT $most;
