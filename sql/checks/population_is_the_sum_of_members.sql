-- La population et le nombre de communes d’un territoire comparé sont ceux de ses communes membres.
SELECT
    territory.territory_id,
    territory.population,
    sum(member.population) AS members_population,
    territory.communes,
    count(member.insee_code) AS members
FROM territory
LEFT JOIN member USING (territory_id)
WHERE territory.is_compared
GROUP BY territory.territory_id, territory.population, territory.communes
HAVING
    coalesce(sum(member.population), 0) <> territory.population
    OR count(member.insee_code) <> territory.communes;
