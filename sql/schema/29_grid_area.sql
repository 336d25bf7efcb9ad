-- One row per area of a reading grid.
CREATE TABLE grid_area (
    area_id VARCHAR PRIMARY KEY,
    grid_id VARCHAR NOT NULL REFERENCES grid (grid_id),
    rank INTEGER NOT NULL,
    label VARCHAR NOT NULL,
    UNIQUE (grid_id, rank),
    UNIQUE (grid_id, label)
);

COMMENT ON TABLE grid_area IS 'Une rubrique d’une grille de lecture : domaine d’action, finalité ou thématique.';
COMMENT ON COLUMN grid_area.area_id IS 'Identifiant stable.';
COMMENT ON COLUMN grid_area.grid_id IS 'Grille.';
COMMENT ON COLUMN grid_area.rank IS 'Ordre dans la grille.';
COMMENT ON COLUMN grid_area.label IS 'Nom, tel que la grille l’écrit.';
