-- One row per public scheme (dispositif).
CREATE TABLE scheme (
    scheme_id VARCHAR PRIMARY KEY,
    acronym VARCHAR,
    label VARCHAR NOT NULL UNIQUE,
    family_id VARCHAR REFERENCES scheme_family (family_id),
    theme_id VARCHAR NOT NULL REFERENCES theme (theme_id),
    definition VARCHAR NOT NULL
);

COMMENT ON TABLE scheme IS 'Un dispositif public, français ou européen, qui a un nom et des règles propres.';
COMMENT ON COLUMN scheme.scheme_id IS 'Identifiant stable.';
COMMENT ON COLUMN scheme.acronym IS 'Sigle, s’il en a un.';
COMMENT ON COLUMN scheme.label IS 'Nom.';
COMMENT ON COLUMN scheme.family_id IS 'Famille avec laquelle il se compare ; vide s’il se compare seul.';
COMMENT ON COLUMN scheme.theme_id IS 'Thème du dispositif, pour les regrouper.';
COMMENT ON COLUMN scheme.definition IS 'Ce que c’est.';
