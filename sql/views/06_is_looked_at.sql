-- Whether the reader looks at a territory: one of those that the Selection names, else a compared one.
CREATE MACRO is_looked_at(chosen, territory_id, is_compared) AS
CASE WHEN chosen IS NULL THEN is_compared ELSE list_contains(chosen, territory_id) END;
