-- One row per body or fund that a document names.
CREATE TABLE funder (
    funder_id VARCHAR PRIMARY KEY,
    label VARCHAR NOT NULL UNIQUE,
    level VARCHAR NOT NULL REFERENCES level (level),
    definition VARCHAR NOT NULL
);

COMMENT ON TABLE funder IS 'Un organisme ou un fonds que les documents nomment : financeur, signataire ou partenaire.';
COMMENT ON COLUMN funder.funder_id IS 'Identifiant stable.';
COMMENT ON COLUMN funder.label IS 'Nom.';
COMMENT ON COLUMN funder.level IS 'Niveau.';
COMMENT ON COLUMN funder.definition IS 'Ce que c’est.';
