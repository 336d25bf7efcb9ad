-- One row per member commune of a compared territory.
CREATE TABLE member (
    territory_id VARCHAR NOT NULL REFERENCES territory (territory_id),
    insee_code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    epci_siren VARCHAR NOT NULL,
    epci_name VARCHAR NOT NULL,
    population INTEGER NOT NULL,
    PRIMARY KEY (territory_id, insee_code)
);

COMMENT ON TABLE member IS 'Une commune membre d’un territoire comparé, avec son intercommunalité.';
COMMENT ON COLUMN member.territory_id IS 'Territoire.';
COMMENT ON COLUMN member.insee_code IS 'Code officiel géographique de la commune.';
COMMENT ON COLUMN member.name IS 'Nom de la commune.';
COMMENT ON COLUMN member.epci_siren IS 'SIREN de l’intercommunalité.';
COMMENT ON COLUMN member.epci_name IS 'Nom de l’intercommunalité.';
COMMENT ON COLUMN member.population IS 'Population municipale (INSEE).';
