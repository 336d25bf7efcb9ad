-- One row per scope of a sum of money.
CREATE TABLE scope (
    scope VARCHAR PRIMARY KEY,
    rank INTEGER NOT NULL UNIQUE,
    label VARCHAR NOT NULL UNIQUE,
    definition VARCHAR NOT NULL
);

COMMENT ON TABLE scope IS 'Une portée de montant : deux portées ne s’additionnent jamais.';
COMMENT ON COLUMN scope.scope IS 'Identifiant stable.';
COMMENT ON COLUMN scope.rank IS 'Ordre d’affichage.';
COMMENT ON COLUMN scope.label IS 'Nom.';
COMMENT ON COLUMN scope.definition IS 'Définition.';
