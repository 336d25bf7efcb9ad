-- One row per reading grid: another classification through which the actions can be read.
CREATE TABLE grid (
    grid_id VARCHAR PRIMARY KEY,
    rank INTEGER NOT NULL UNIQUE,
    label VARCHAR NOT NULL UNIQUE,
    definition VARCHAR NOT NULL,
    source VARCHAR NOT NULL
);

COMMENT ON TABLE grid IS 'Une grille de lecture : un autre classement, déduit des thèmes de la grille de codage par une table de passage.';
COMMENT ON COLUMN grid.grid_id IS 'Identifiant stable, lisible dans les liens.';
COMMENT ON COLUMN grid.rank IS 'Ordre d’affichage.';
COMMENT ON COLUMN grid.label IS 'Nom.';
COMMENT ON COLUMN grid.definition IS 'Ce que la grille classe, et ce qu’il faut savoir avant de la lire.';
COMMENT ON COLUMN grid.source IS 'D’où viennent les noms de la grille.';
