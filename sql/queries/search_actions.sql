-- One row per action that has one of these texts, so many: by the groups of the texts, then by place.
WITH
asked AS (
    SELECT
        unnest($entries) AS entry,
        unnest($groups) AS nth
),

-- What is told of an action is read of these alone.
found AS (
    SELECT
        asked.nth,
        search_action.entry,
        search_action.place
    FROM asked
    INNER JOIN search_action USING (entry)
    ORDER BY asked.nth, search_action.place
    LIMIT $most
)

SELECT
    found.entry,
    found.place,
    told.action_id,
    told.territory_id
FROM found
INNER JOIN action_overview AS told USING (place)
ORDER BY found.nth, found.place;
