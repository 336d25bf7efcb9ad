-- Chaque table, vue et colonne porte un commentaire.
SELECT
    table_name AS relation,
    column_name AS missing
FROM duckdb_columns()
WHERE schema_name = 'main' AND NOT internal AND comment IS NULL
UNION ALL
SELECT
    table_name AS relation,
    NULL AS missing
FROM duckdb_tables()
WHERE comment IS NULL
UNION ALL
SELECT
    view_name AS relation,
    NULL AS missing
FROM duckdb_views()
WHERE NOT internal AND comment IS NULL;
