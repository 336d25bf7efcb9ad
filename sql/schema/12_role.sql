-- One row per value of role.
CREATE TABLE role (
    role VARCHAR PRIMARY KEY,
    rank INTEGER NOT NULL UNIQUE,
    label VARCHAR NOT NULL UNIQUE,
    definition VARCHAR NOT NULL
);

COMMENT ON TABLE role IS 'Une valeur de la grille de codage : rôle d’un organisme dans une action.';
COMMENT ON COLUMN role.role IS 'Identifiant stable.';
COMMENT ON COLUMN role.rank IS 'Ordre d’affichage.';
COMMENT ON COLUMN role.label IS 'Nom.';
COMMENT ON COLUMN role.definition IS 'Définition.';
