-- One row per compared territory: its outline in kilometres.
CREATE TABLE contour (
    territory_id VARCHAR PRIMARY KEY REFERENCES territory (territory_id),
    rings DOUBLE[][][] NOT NULL,
    width_km DOUBLE NOT NULL CHECK (width_km > 0),
    height_km DOUBLE NOT NULL CHECK (height_km > 0)
);

COMMENT ON TABLE contour IS 'Le contour d’un territoire comparé, pour le dessiner à la même échelle que les autres.';
COMMENT ON COLUMN contour.territory_id IS 'Territoire.';
COMMENT ON COLUMN contour.rings IS
'Anneaux de points (x vers l’est, y vers le nord), en kilomètres depuis le milieu du territoire.';
COMMENT ON COLUMN contour.width_km IS 'Étendue d’ouest en est, en kilomètres.';
COMMENT ON COLUMN contour.height_km IS 'Étendue du sud au nord, en kilomètres.';
