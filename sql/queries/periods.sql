-- One row per stated period: of a document, then of each action of the Selection that states one; of a territory at most
-- so many. `dated` counts the actions that state one, and `latest_end` is when the last of these ends.
WITH kept AS (
    SELECT * FROM selected_action($selection)
),

documents AS (
    SELECT
        document.document_id AS item_id,
        document.document_id,
        territory.territory_id,
        territory.short_name AS territory,
        territory.rank AS territory_rank,
        TRUE AS is_document,
        document.title,
        document.period_start,
        document.period_end,
        document.date_basis AS evidence,
        NULL::INTEGER AS line,
        NULL::VARCHAR AS engagement_label,
        0 AS rank
    FROM document
    INNER JOIN territory USING (territory_id)
    WHERE
        document.period_start IS NOT NULL
        AND document.document_id IN (SELECT kept.document_id FROM kept)
),

actions AS (
    SELECT
        kept.action_id AS item_id,
        kept.document_id,
        kept.territory_id,
        kept.territory,
        kept.territory_rank,
        FALSE AS is_document,
        kept.title,
        kept.period_start,
        kept.period_end,
        action.period_evidence AS evidence,
        action.period_line AS line,
        kept.engagement_label,
        kept.rank
    FROM kept
    INNER JOIN action USING (action_id)
    WHERE kept.period_start IS NOT NULL
)

SELECT
    *,
    (SELECT count(*) FROM actions) AS dated,
    (SELECT max(period_end) FROM actions) AS latest_end
FROM (
    SELECT * FROM documents
    UNION ALL
    SELECT * FROM actions
)
QUALIFY row_number() OVER (
    PARTITION BY territory_id
    ORDER BY is_document DESC, period_start, period_end, rank
) <= $most
ORDER BY territory_rank, is_document DESC, period_start, period_end, rank;
