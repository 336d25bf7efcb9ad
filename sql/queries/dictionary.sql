-- One row per table, view and column of the database, with its comment.
SELECT
    table_name AS relation,
    NULL AS column_name,
    NULL AS data_type,
    comment,
    -1 AS rank
FROM duckdb_tables()
UNION ALL
SELECT
    view_name AS relation,
    NULL AS column_name,
    NULL AS data_type,
    comment,
    -1 AS rank
FROM duckdb_views()
WHERE NOT internal
UNION ALL
SELECT
    table_name AS relation,
    column_name,
    data_type,
    comment,
    column_index AS rank
FROM duckdb_columns()
WHERE NOT internal
ORDER BY relation, rank;
