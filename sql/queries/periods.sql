-- One row per stated period: of a document, then of each action of the Selection that states one; of a territory at most
-- so many. `dated` counts the actions that state one, and `latest_end` is when the last of these ends.
WITH
-- What is told of an action is read once it is among the first ones.
dated AS (
    SELECT
        territory_rank,
        period_start,
        period_end,
        rank,
        place
    FROM selected_action($kept)
    WHERE period_start IS NOT NULL
),

stated AS (
    SELECT
        document.document_id,
        territory.rank AS territory_rank,
        document.period_start,
        document.period_end,
        0 AS rank,
        0 AS place
    FROM document
    INNER JOIN territory USING (territory_id)
    WHERE
        document.period_start IS NOT NULL
        AND document.document_id IN (SELECT kept.document_id FROM selected_action($kept) AS kept)
    UNION ALL
    SELECT
        NULL AS document_id,
        territory_rank,
        period_start,
        period_end,
        rank,
        place
    FROM dated
),

chosen AS (
    SELECT *
    FROM stated
    QUALIFY row_number() OVER (
        PARTITION BY territory_rank
        ORDER BY document_id IS NULL, period_start, period_end, rank, place, document_id
    ) <= $most
),

total AS (
    SELECT
        count(*) AS dated,
        max(period_end) AS latest_end
    FROM dated
)

SELECT
    coalesce(told.action_id, document.document_id) AS item_id,
    document.document_id,
    territory.territory_id,
    territory.short_name AS territory,
    chosen.territory_rank,
    told.action_id IS NULL AS is_document,
    coalesce(told.title, document.title) AS title,
    chosen.period_start,
    chosen.period_end,
    CASE WHEN told.action_id IS NULL THEN document.date_basis ELSE told.period_evidence END AS evidence,
    told.period_line AS line,
    told.engagement_label,
    chosen.rank,
    total.dated,
    total.latest_end
FROM chosen
CROSS JOIN total
LEFT JOIN action_overview AS told ON chosen.place = told.place
INNER JOIN document ON coalesce(chosen.document_id, told.document_id) = document.document_id
INNER JOIN territory ON chosen.territory_rank = territory.rank
ORDER BY
    chosen.territory_rank,
    is_document DESC,
    chosen.period_start,
    chosen.period_end,
    chosen.rank,
    chosen.place,
    chosen.document_id;
