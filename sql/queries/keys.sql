-- One row per constraint of the database that a description of its tables can repeat.
SELECT
    table_name AS relation,
    constraint_type AS kind,
    constraint_column_names AS columns,
    referenced_table AS other,
    referenced_column_names AS other_columns
FROM duckdb_constraints()
WHERE constraint_type IN ('PRIMARY KEY', 'FOREIGN KEY', 'UNIQUE', 'NOT NULL')
ORDER BY relation, constraint_index;
