-- One row per level of funder.
CREATE TABLE level (
    level VARCHAR PRIMARY KEY,
    rank INTEGER NOT NULL UNIQUE,
    label VARCHAR NOT NULL UNIQUE
);

COMMENT ON TABLE level IS 'Un niveau d’organisme, de l’Europe au privé.';
COMMENT ON COLUMN level.level IS 'Identifiant stable.';
COMMENT ON COLUMN level.rank IS 'Ordre d’affichage.';
COMMENT ON COLUMN level.label IS 'Nom.';
