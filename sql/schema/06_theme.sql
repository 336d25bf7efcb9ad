-- One row per theme of the codebook.
CREATE TABLE theme (
    theme_id VARCHAR PRIMARY KEY,
    rank INTEGER NOT NULL UNIQUE,
    label VARCHAR NOT NULL UNIQUE,
    is_focus BOOLEAN NOT NULL,
    definition VARCHAR NOT NULL
);

COMMENT ON TABLE theme IS 'Un thème de la grille de codage.';
COMMENT ON COLUMN theme.theme_id IS 'Identifiant stable.';
COMMENT ON COLUMN theme.rank IS 'Ordre d’affichage ; les thèmes prioritaires d’abord.';
COMMENT ON COLUMN theme.label IS 'Nom.';
COMMENT ON COLUMN theme.is_focus IS 'Vrai pour les quatre thèmes que les utilisateurs ont demandés d’abord.';
COMMENT ON COLUMN theme.definition IS 'Objet du thème.';
