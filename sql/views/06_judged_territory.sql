-- Each territory, whether a list of the Selection keeps it (no list keeps everything), and whether the reader looks at it: one
-- of those that the list names, else a compared one. The list is joined: a base of many territories, all of them chosen,
-- would be looked through by the square of their number.
CREATE MACRO judged_territory(chosen) AS TABLE
SELECT
    territory.*,
    chosen IS NULL OR named.territory_id IS NOT NULL AS is_chosen,
    CASE WHEN chosen IS NULL THEN territory.is_compared ELSE named.territory_id IS NOT NULL END AS is_looked_at
FROM territory
LEFT JOIN (SELECT DISTINCT unnest(chosen::VARCHAR[]) AS territory_id) AS named ON territory.territory_id = named.territory_id;
