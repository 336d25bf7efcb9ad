-- One row per intercommunality with own tax of France.
CREATE TABLE epci (
    epci_siren VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    departments VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    communes INTEGER NOT NULL CHECK (communes > 0),
    population INTEGER NOT NULL CHECK (population > 0),
    square_km DOUBLE CHECK (square_km > 0)
);

COMMENT ON TABLE epci IS 'Une intercommunalité à fiscalité propre de France : ce que les subventions d’un territoire ont à côté d’elles.';
COMMENT ON COLUMN epci.epci_siren IS 'Numéro SIREN.';
COMMENT ON COLUMN epci.name IS 'Nom.';
COMMENT ON COLUMN epci.kind IS 'Sorte : CC, CA, CU, METRO ou MET69.';
COMMENT ON COLUMN epci.departments IS 'Codes de ses départements, celui de la plupart de ses communes d’abord.';
COMMENT ON COLUMN epci.region IS 'Code de sa région.';
COMMENT ON COLUMN epci.communes IS 'Nombre de communes membres.';
COMMENT ON COLUMN epci.population IS 'Population municipale (INSEE).';
COMMENT ON COLUMN epci.square_km IS 'Superficie d’un contour simplifié, en kilomètres carrés ; vide sans contour.';
