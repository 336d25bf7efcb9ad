-- One row per territory that the reader looks at: what the State granted it per inhabitant in lists of all France, and what
-- it granted the intercommunalities alike. Alike is of the same kind as one of its own, with half to twice its inhabitants
-- and half to twice its inhabitants per square kilometre. Only lists that name bodies of 90 departments or more say
-- anything of all France. No row where there is none.
WITH whole AS (
    SELECT source_id
    FROM grant_source_overview
    WHERE is_of_france
),

-- What another list of all France says too counts once.
counted AS (
    SELECT
        "grant".commune,
        "grant".epci_siren,
        "grant".siren,
        "grant".eur
    FROM "grant"
    SEMI JOIN whole USING (source_id)
    LEFT JOIN "grant" AS first ON "grant".same_as = first.grant_id
    WHERE
        "grant".funder = $funder
        AND is_chosen(($selection).themes, "grant".theme_id)
        AND ("grant".same_as IS NULL OR first.source_id NOT IN (SELECT source_id FROM grant_source_overview WHERE is_of_france))
),

each_epci AS (
    SELECT
        epci.epci_siren,
        epci.kind,
        epci.communes,
        epci.population,
        epci.population / epci.square_km AS density,
        coalesce(sum(counted.eur), 0)::DOUBLE / epci.population AS each
    FROM epci
    LEFT JOIN counted USING (epci_siren)
    GROUP BY epci.epci_siren, epci.kind, epci.communes, epci.population, epci.square_km
),

held AS (
    SELECT
        looked_at.territory_id,
        member.epci_siren,
        count(*) AS communes
    FROM looked_at($selection) AS looked_at
    INNER JOIN member USING (territory_id)
    GROUP BY ALL
),

-- Those that a territory holds whole.
own AS (
    SELECT
        held.territory_id,
        each_epci.*
    FROM held
    INNER JOIN each_epci USING (epci_siren, communes)
),

alike AS (
    SELECT DISTINCT
        own.territory_id,
        other.epci_siren,
        other.each
    FROM own
    INNER JOIN each_epci AS other
        ON
            own.kind = other.kind
            AND other.population BETWEEN own.population / 2.0 AND own.population * 2.0
            AND other.density BETWEEN own.density / 2.0 AND own.density * 2.0
    WHERE NOT EXISTS (SELECT 1 FROM own AS mine WHERE mine.territory_id = own.territory_id AND mine.epci_siren = other.epci_siren)
)

SELECT
    looked_at.territory_id,
    looked_at.territory,
    looked_at.territory_rank,
    sum(own.each * own.population) / sum(own.population) AS each,
    any_value(peers.alike) AS alike,
    any_value(peers.median_each) AS median_each,
    any_value(peers.low_each) AS low_each,
    any_value(peers.high_each) AS high_each
FROM looked_at($selection) AS looked_at
INNER JOIN own USING (territory_id)
INNER JOIN (
    SELECT
        territory_id,
        count(*)::BIGINT AS alike,
        median(each) AS median_each,
        quantile_cont(each, 0.25) AS low_each,
        quantile_cont(each, 0.75) AS high_each
    FROM alike
    GROUP BY territory_id
) AS peers USING (territory_id)
WHERE EXISTS (SELECT 1 FROM whole)
GROUP BY looked_at.territory_id, looked_at.territory, looked_at.territory_rank
ORDER BY looked_at.territory_rank;
