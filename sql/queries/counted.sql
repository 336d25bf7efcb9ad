-- One row: how many actions the Selection keeps, and of how many documents.
SELECT
    coalesce(sum(actions), 0)::BIGINT AS actions,
    count(DISTINCT document_id) AS documents
FROM selected_profile($kept);
