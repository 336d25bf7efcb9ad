-- One row per stated period: of a document, then of each action of the Selection that states one; of a territory at most
-- so many. `dated` counts the actions that state one, and `latest_end` is when the last of these ends.
WITH kept AS (
    SELECT
        document_id,
        territory_id,
        territory,
        territory_rank,
        period_start,
        period_end,
        rank,
        place
    FROM selected_action($kept)
),

stated AS (
    SELECT
        document.document_id,
        territory.territory_id,
        territory.short_name AS territory,
        territory.rank AS territory_rank,
        TRUE AS is_document,
        document.period_start,
        document.period_end,
        0 AS rank,
        0 AS place
    FROM document
    INNER JOIN territory USING (territory_id)
    WHERE
        document.period_start IS NOT NULL
        AND document.document_id IN (SELECT kept.document_id FROM kept)
    UNION ALL
    SELECT
        document_id,
        territory_id,
        territory,
        territory_rank,
        FALSE AS is_document,
        period_start,
        period_end,
        rank,
        place
    FROM kept
    WHERE period_start IS NOT NULL
),

chosen AS (
    SELECT *
    FROM stated
    QUALIFY row_number() OVER (
        PARTITION BY territory_rank
        ORDER BY is_document DESC, period_start, period_end, rank, place
    ) <= $most
),

dated AS (
    SELECT
        count(*) AS dated,
        max(period_end) AS latest_end
    FROM kept
    WHERE period_start IS NOT NULL
)

SELECT
    coalesce(told.action_id, chosen.document_id) AS item_id,
    chosen.document_id,
    chosen.territory_id,
    chosen.territory,
    chosen.territory_rank,
    chosen.is_document,
    coalesce(told.title, document.title) AS title,
    chosen.period_start,
    chosen.period_end,
    CASE WHEN chosen.is_document THEN document.date_basis ELSE told.period_evidence END AS evidence,
    told.period_line AS line,
    told.engagement_label,
    chosen.rank,
    dated.dated,
    dated.latest_end
FROM chosen
CROSS JOIN dated
INNER JOIN document USING (document_id)
LEFT JOIN action_overview AS told ON chosen.place = told.place
ORDER BY
    chosen.territory_rank, chosen.is_document DESC, chosen.period_start, chosen.period_end, chosen.rank, chosen.place;
