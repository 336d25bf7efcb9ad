-- One row per scheme and funder that it normally has pay; a scheme that brings no money of its own has one without funder.
CREATE TABLE scheme_funding (
    scheme_funding_id VARCHAR PRIMARY KEY,
    scheme_id VARCHAR NOT NULL REFERENCES scheme (scheme_id),
    funder_id VARCHAR REFERENCES funder (funder_id),
    part VARCHAR,
    rule VARCHAR NOT NULL,
    since INTEGER,
    until INTEGER,
    source_title VARCHAR NOT NULL,
    source_url VARCHAR NOT NULL CHECK (source_url LIKE 'https://%'),
    source_date VARCHAR,
    source_date_label VARCHAR NOT NULL,
    checked_on DATE NOT NULL,
    UNIQUE (scheme_id, funder_id),
    CHECK ((funder_id IS NULL) = (part IS NULL)),
    CHECK (until IS NULL OR since IS NULL OR until >= since)
);

COMMENT ON TABLE scheme_funding IS
'Ce qu’un dispositif apporte d’ordinaire : connaissance générale, de sources publiques, qui n’est un fait d’aucune action.';
COMMENT ON COLUMN scheme_funding.scheme_funding_id IS 'Dispositif et financeur.';
COMMENT ON COLUMN scheme_funding.scheme_id IS 'Dispositif.';
COMMENT ON COLUMN scheme_funding.funder_id IS 'Organisme ou fonds qui paie d’ordinaire ; vide : aucun argent propre.';
COMMENT ON COLUMN scheme_funding.part IS 'Ce qu’il paie.';
COMMENT ON COLUMN scheme_funding.rule IS 'Taux ou règle, en une phrase.';
COMMENT ON COLUMN scheme_funding.since IS 'Première année ; vide si la source ne la dit pas.';
COMMENT ON COLUMN scheme_funding.until IS 'Dernière année ; vide si la source n’en dit pas.';
COMMENT ON COLUMN scheme_funding.source_title IS 'Source : texte de droit ou page officielle.';
COMMENT ON COLUMN scheme_funding.source_url IS 'Adresse de la source.';
COMMENT ON COLUMN scheme_funding.source_date IS
'Date de la source ou de la loi : jour, mois ou année (ISO 8601) ; vide si elle n’en porte pas.';
COMMENT ON COLUMN scheme_funding.source_date_label IS 'Cette date en toutes lettres.';
COMMENT ON COLUMN scheme_funding.checked_on IS 'Jour où la source a été lue.';
