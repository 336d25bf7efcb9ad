-- One row per theme of the codebook and area of a reading grid to which it leads: the crosswalk.
CREATE TABLE theme_area (
    theme_id VARCHAR NOT NULL REFERENCES theme (theme_id),
    area_id VARCHAR NOT NULL REFERENCES grid_area (area_id),
    reason VARCHAR NOT NULL,
    PRIMARY KEY (theme_id, area_id)
);

COMMENT ON TABLE theme_area IS 'La table de passage : à quelles rubriques d’une grille de lecture mène un thème de la grille de codage.';
COMMENT ON COLUMN theme_area.theme_id IS 'Thème.';
COMMENT ON COLUMN theme_area.area_id IS 'Rubrique où comptent les actions de ce thème principal.';
COMMENT ON COLUMN theme_area.reason IS 'Pourquoi cette rubrique, et ce qu’elle laisse de côté.';
