-- All rows of a table or view.
SELECT *
FROM query_table($relation);
