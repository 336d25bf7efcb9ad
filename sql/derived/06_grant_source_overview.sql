-- A table, since counting the rows of all France takes its time. One row per list of grants, with what stands in it that
-- counts nowhere: rows without any code, and rows that repeat those of another list.
CREATE TABLE grant_source_overview AS
SELECT
    grant_source.source_id,
    count("grant".grant_id)::BIGINT AS grants,
    count("grant".grant_id) FILTER ("grant".beneficiary_kind = 'sans-code')::BIGINT AS uncoded,
    count("grant".same_as)::BIGINT AS repeated,
    coalesce(list(DISTINCT "grant".funder ORDER BY "grant".funder) FILTER ("grant".funder IS NOT NULL), []) AS funders,
    count(DISTINCT coalesce("grant".department, left("grant".insee, 2))) >= 90 AND grant_source.is_whole AS is_of_france
FROM grant_source
LEFT JOIN "grant" USING (source_id)
GROUP BY grant_source.source_id, grant_source.is_whole, grant_source.rank
ORDER BY grant_source.rank;

ALTER TABLE grant_source_overview ADD PRIMARY KEY (source_id);

COMMENT ON TABLE grant_source_overview IS 'Ce que tient chaque liste de subventions.';
COMMENT ON COLUMN grant_source_overview.source_id IS 'Liste.';
COMMENT ON COLUMN grant_source_overview.grants IS 'Nombre de subventions.';
COMMENT ON COLUMN grant_source_overview.uncoded IS 'Nombre de celles qui n’ont ni SIREN ni code INSEE : elles ne comptent nulle part.';
COMMENT ON COLUMN grant_source_overview.repeated IS 'Nombre de celles qu’une autre liste dit déjà : elles comptent une fois.';
COMMENT ON COLUMN grant_source_overview.funders IS 'Qui accorde, tel que la liste le nomme.';
COMMENT ON COLUMN grant_source_overview.is_of_france IS
'Vrai si la liste est entière et nomme des organismes de 90 départements ou plus.';
