-- One row per value of nature.
CREATE TABLE nature (
    nature VARCHAR PRIMARY KEY,
    rank INTEGER NOT NULL UNIQUE,
    label VARCHAR NOT NULL UNIQUE,
    definition VARCHAR NOT NULL
);

COMMENT ON TABLE nature IS 'Une valeur de la grille de codage : nature de ce qui est fait.';
COMMENT ON COLUMN nature.nature IS 'Identifiant stable.';
COMMENT ON COLUMN nature.rank IS 'Ordre d’affichage.';
COMMENT ON COLUMN nature.label IS 'Nom.';
COMMENT ON COLUMN nature.definition IS 'Définition.';
