-- One row per family of schemes that are compared together, each keeping its name.
CREATE TABLE scheme_family (
    family_id VARCHAR PRIMARY KEY,
    label VARCHAR NOT NULL UNIQUE,
    definition VARCHAR NOT NULL
);

COMMENT ON TABLE scheme_family IS
'Une famille de dispositifs : ils se comparent sur une même ligne, et chacun y garde son nom.';
COMMENT ON COLUMN scheme_family.family_id IS 'Identifiant stable, qui n’est celui d’aucun dispositif.';
COMMENT ON COLUMN scheme_family.label IS 'Nom.';
COMMENT ON COLUMN scheme_family.definition IS 'Ce qui en fait une famille, et ce qui distingue ses membres.';
