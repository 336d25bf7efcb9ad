-- One row per pair of primary themes given to the same units by two codings.
CREATE TABLE theme_confusion (
    pair VARCHAR NOT NULL,
    theme_id VARCHAR NOT NULL REFERENCES theme (theme_id),
    other_theme_id VARCHAR NOT NULL REFERENCES theme (theme_id),
    units INTEGER NOT NULL,
    PRIMARY KEY (pair, theme_id, other_theme_id)
);

COMMENT ON TABLE theme_confusion IS 'Combien d’unités ont reçu tel thème principal d’un codage et tel autre de l’autre.';
COMMENT ON COLUMN theme_confusion.pair IS 'Paire de codages (voir agreement).';
COMMENT ON COLUMN theme_confusion.theme_id IS 'Thème donné par le premier codage.';
COMMENT ON COLUMN theme_confusion.other_theme_id IS 'Thème donné par le second.';
COMMENT ON COLUMN theme_confusion.units IS 'Nombre d’unités.';
