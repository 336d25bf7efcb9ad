-- One row per line that has one of these texts, so many: by the groups of the texts, then by place; with the action that it
-- is of.
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
        search_line.line,
        search_line.action_place
    FROM asked
    INNER JOIN search_line USING (entry)
    ORDER BY asked.nth, search_line.place
    LIMIT $most
)

SELECT
    found.entry,
    found.document_id,
    document.territory_id,
    found.line,
    told.action_id,
    told.title AS action
FROM found
INNER JOIN document USING (document_id)
LEFT JOIN action_overview AS told ON found.action_place = told.place
ORDER BY found.nth, found.place;
