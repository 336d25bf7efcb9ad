-- One row per intercommunality that a territory holds whole (`own`, those of one territory together), that is alike
-- (`alike`), or that the reader chose (`chosen`): what one giver granted there, its communes included, in the same lists
-- for all rows. These lists are those of all France or, where there is none, those kept whole that name bodies of each
-- department shown. Alike is of the same kind as one of its own, with half to twice its inhabitants and half to twice its
-- inhabitants per square kilometre; only lists of all France tell who else is alike. No row where there is no such list.
WITH held AS (
    SELECT
        looked_at.territory_id,
        member.epci_siren,
        count(*) AS communes
    FROM looked_at($selection) AS looked_at
    INNER JOIN member USING (territory_id)
    GROUP BY ALL
),

own AS (
    SELECT
        held.territory_id,
        epci.*
    FROM held
    INNER JOIN epci USING (epci_siren, communes)
),

-- The department of most of its communes.
shown_department AS (
    SELECT split_part(departments, ' ', 1) AS department FROM own
    UNION
    SELECT split_part(departments, ' ', 1) AS department FROM epci WHERE epci_siren IN (SELECT unnest($chosen::VARCHAR[]))
),

named_department AS (
    SELECT DISTINCT
        "grant".source_id,
        coalesce("grant".department, left("grant".insee, 2)) AS department
    FROM "grant"
    SEMI JOIN (SELECT source_id FROM grant_source WHERE is_whole) AS whole USING (source_id)
),

named_all AS (
    SELECT source_id
    FROM named_department
    INNER JOIN shown_department USING (department)
    GROUP BY source_id
    HAVING count(*) = (SELECT count(*) FROM shown_department AS every_department)
),

list_asked AS (
    SELECT source_id FROM grant_source_overview WHERE is_of_france
    UNION
    SELECT source_id FROM named_all WHERE NOT EXISTS (SELECT 1 FROM grant_source_overview WHERE is_of_france)
),

-- What another of these lists says too counts once.
counted AS (
    SELECT
        "grant".grant_id,
        "grant".epci_siren,
        "grant".eur
    FROM "grant"
    SEMI JOIN list_asked USING (source_id)
    LEFT JOIN "grant" AS first ON "grant".same_as = first.grant_id
    WHERE
        "grant".funder = $funder
        AND is_chosen(($selection).themes, "grant".theme_id)
        AND ("grant".same_as IS NULL OR first.source_id NOT IN (SELECT other.source_id FROM list_asked AS other))
),

each_epci AS (
    SELECT
        epci.epci_siren,
        epci.name,
        epci.kind,
        epci.departments,
        epci.population,
        epci.square_km,
        epci.population / epci.square_km AS density,
        count(counted.grant_id)::BIGINT AS grants,
        coalesce(sum(counted.eur), 0)::DOUBLE AS eur
    FROM epci
    LEFT JOIN counted USING (epci_siren)
    GROUP BY ALL
),

alike AS (
    SELECT
        own.territory_id,
        other.epci_siren,
        min(abs(ln(other.population / own.population)) + abs(ln(other.density / (own.population / own.square_km)))) AS distance
    FROM own
    INNER JOIN each_epci AS other
        ON
            own.kind = other.kind
            AND other.population BETWEEN own.population / 2.0 AND own.population * 2.0
            AND other.density * own.square_km BETWEEN own.population / 2.0 AND own.population * 2.0
    WHERE
        EXISTS (SELECT 1 FROM grant_source_overview WHERE is_of_france)
        AND NOT EXISTS (
            SELECT 1 FROM own AS mine WHERE mine.territory_id = own.territory_id AND mine.epci_siren = other.epci_siren
        )
    GROUP BY ALL
),

found AS (
    SELECT
        'own' AS part,
        own.territory_id,
        string_agg(each_epci.epci_siren, ',' ORDER BY each_epci.epci_siren) AS epci_siren,
        string_agg(each_epci.name, ', ' ORDER BY each_epci.name) AS name,
        any_value(each_epci.kind) AS kind,
        string_agg(DISTINCT each_epci.departments, ' ' ORDER BY each_epci.departments) AS departments,
        sum(each_epci.population)::BIGINT AS population,
        sum(each_epci.square_km) AS square_km,
        sum(each_epci.grants)::BIGINT AS grants,
        sum(each_epci.eur) AS eur,
        0.0 AS distance
    FROM own
    INNER JOIN each_epci USING (epci_siren)
    GROUP BY own.territory_id
    UNION ALL
    SELECT
        'alike' AS part,
        alike.territory_id,
        each_epci.epci_siren,
        each_epci.name,
        each_epci.kind,
        each_epci.departments,
        each_epci.population,
        each_epci.square_km,
        each_epci.grants,
        each_epci.eur,
        alike.distance
    FROM alike
    INNER JOIN each_epci USING (epci_siren)
    UNION ALL
    SELECT
        'chosen' AS part,
        NULL AS territory_id,
        each_epci.epci_siren,
        each_epci.name,
        each_epci.kind,
        each_epci.departments,
        each_epci.population,
        each_epci.square_km,
        each_epci.grants,
        each_epci.eur,
        0.0 AS distance
    FROM each_epci
    WHERE each_epci.epci_siren IN (SELECT unnest($chosen::VARCHAR[]))
)

SELECT
    found.part,
    found.territory_id,
    looked_at.territory,
    looked_at.territory_rank,
    found.epci_siren,
    found.name,
    found.kind,
    found.departments,
    found.population,
    found.population / found.square_km AS density,
    found.grants,
    found.eur,
    found.eur / found.population AS each,
    (
        SELECT list(grant_source.source_id ORDER BY grant_source.rank)
        FROM grant_source
        SEMI JOIN list_asked USING (source_id)
    ) AS lists
FROM found
LEFT JOIN looked_at($selection) AS looked_at USING (territory_id)
WHERE EXISTS (SELECT 1 FROM list_asked)
ORDER BY
    looked_at.territory_rank NULLS LAST,
    found.part = 'alike',
    found.distance,
    each DESC,
    found.epci_siren;
