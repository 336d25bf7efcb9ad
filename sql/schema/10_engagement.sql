-- One row per value of engagement.
CREATE TABLE engagement (
    engagement VARCHAR PRIMARY KEY,
    rank INTEGER NOT NULL UNIQUE,
    label VARCHAR NOT NULL UNIQUE,
    definition VARCHAR NOT NULL
);

COMMENT ON TABLE engagement IS 'Une valeur de la grille de codage : degré d’engagement d’une action, lu dans ses propres mots.';
COMMENT ON COLUMN engagement.engagement IS 'Identifiant stable.';
COMMENT ON COLUMN engagement.rank IS 'Ordre d’affichage.';
COMMENT ON COLUMN engagement.label IS 'Nom.';
COMMENT ON COLUMN engagement.definition IS 'Définition.';
