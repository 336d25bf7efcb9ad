-- One row per source document.
CREATE TABLE document (
    document_id VARCHAR PRIMARY KEY,
    territory_id VARCHAR NOT NULL REFERENCES territory (territory_id),
    title VARCHAR NOT NULL,
    issuer VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    published_on DATE,
    date_precision VARCHAR NOT NULL
        CHECK (date_precision IN ('jour', 'annee-environ', 'annee-au-plus-tot', 'jour-au-plus-tot')),
    date_label VARCHAR NOT NULL,
    date_basis VARCHAR NOT NULL,
    period_start INTEGER,
    period_end INTEGER,
    sha256 VARCHAR NOT NULL,
    masked_lines INTEGER[] NOT NULL,
    licence VARCHAR NOT NULL,
    caveat VARCHAR NOT NULL,
    grammar VARCHAR NOT NULL,
    line_count INTEGER NOT NULL,
    is_reviewed BOOLEAN NOT NULL
);

COMMENT ON TABLE document IS 'Un document source, tel que son émetteur l’a publié.';
COMMENT ON COLUMN document.document_id IS 'Identifiant stable : le nom de son dossier dans data/documents.';
COMMENT ON COLUMN document.territory_id IS 'Territoire dont le document parle.';
COMMENT ON COLUMN document.title IS 'Titre.';
COMMENT ON COLUMN document.issuer IS 'Émetteur.';
COMMENT ON COLUMN document.kind IS 'Sorte de document : elle dit ce qu’il peut contenir.';
COMMENT ON COLUMN document.published_on IS 'Date de publication, à lire avec sa précision.';
COMMENT ON COLUMN document.date_precision IS
'jour : exacte ; annee-environ : année estimée ; annee-au-plus-tot et jour-au-plus-tot : le document n’est pas plus '
'ancien.';
COMMENT ON COLUMN document.date_label IS 'La date en toutes lettres, avec sa précision.';
COMMENT ON COLUMN document.date_basis IS 'Ce qui fonde la date.';
COMMENT ON COLUMN document.period_start IS 'Première année de la période que le document couvre, s’il la dit.';
COMMENT ON COLUMN document.period_end IS 'Dernière année de cette période.';
COMMENT ON COLUMN document.sha256 IS 'Empreinte SHA-256 du texte tel que reçu.';
COMMENT ON COLUMN document.masked_lines IS 'Lignes où des coordonnées de contacts presse sont masquées.';
COMMENT ON COLUMN document.licence IS 'Conditions de réutilisation.';
COMMENT ON COLUMN document.caveat IS 'Ce qu’il faut savoir avant de comparer ce document à un autre.';
COMMENT ON COLUMN document.grammar IS 'Grammaire qui a découpé le document.';
COMMENT ON COLUMN document.line_count IS 'Nombre de lignes du texte.';
COMMENT ON COLUMN document.is_reviewed IS 'Vrai si deux lectures ont été faites ; sinon les codes sont ceux des règles seules.';
