-- One row per line of these territories that has one of these texts, so many: by the groups of the texts, then
-- by place; with the action that it is of.
WITH
asked AS (
    SELECT
        unnest($entries) AS entry,
        unnest($groups) AS nth
),

found AS (
    SELECT
        asked.nth,
        search_line.entry,
        search_line.place,
        search_line.document_id,
        document.territory_id,
        search_line.line,
        search_line.action_place
    FROM asked
    INNER JOIN search_line USING (entry)
    INNER JOIN document USING (document_id)
    INNER JOIN judged_territory($territories) AS territory ON document.territory_id = territory.territory_id
    WHERE territory.is_chosen
    ORDER BY asked.nth, search_line.place
    LIMIT $most
)

SELECT
    found.entry,
    found.document_id,
    found.territory_id,
    found.line,
    told.action_id,
    told.title AS action
FROM found
LEFT JOIN action_overview AS told ON found.action_place = told.place
ORDER BY found.nth, found.place;
