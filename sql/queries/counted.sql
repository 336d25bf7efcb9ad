-- One row: how many actions the Selection keeps, and of how many documents.
SELECT
    count(*) AS actions,
    count(DISTINCT document_id) AS documents
FROM selected_action($selection);
