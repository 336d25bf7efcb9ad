-- One row per action of the Selection that has one of these texts, so many: by the groups of the texts, then by place.
WITH asked AS (
    SELECT
        unnest($entries) AS entry,
        unnest($groups) AS nth
)

SELECT
    search_action.entry,
    search_action.place,
    kept.action_id,
    kept.territory_id
FROM asked
INNER JOIN search_action USING (entry)
INNER JOIN selected_action($kept) AS kept USING (place)
ORDER BY asked.nth, search_action.place
LIMIT $most;
