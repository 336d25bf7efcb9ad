-- One row per pair of codings, group of documents and field.
SELECT
    pair,
    document_id,
    field,
    units,
    agreeing,
    kappa
FROM agreement
ORDER BY pair, document_id, field;
