-- One row per territory, giver, programme, year and theme of what was granted: how many grants, their euros; of those whose
-- list says it, the cost and the euros that go with it.
SELECT
    granted.territory_id,
    granted.territory,
    granted.territory_rank,
    territory.population,
    granted.funder,
    granted.programme,
    granted.year,
    granted.theme_id,
    granted.theme_origin,
    count(*)::BIGINT AS grants,
    sum(granted.eur)::DOUBLE AS eur,
    count(granted.cost)::BIGINT AS costed,
    sum(granted.cost)::DOUBLE AS cost,
    sum(granted.eur) FILTER (granted.cost IS NOT NULL)::DOUBLE AS costed_eur
FROM told_grant($selection) AS granted
INNER JOIN territory USING (territory_id)
GROUP BY ALL
ORDER BY
    granted.territory_rank, granted.funder, granted.programme, granted.year, granted.theme_id, granted.theme_origin;
