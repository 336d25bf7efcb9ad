-- One row per aid that a document presents.
CREATE TABLE aid (
    document_id VARCHAR NOT NULL REFERENCES document (document_id),
    line INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    beneficiary VARCHAR,
    beneficiary_line INTEGER,
    published_on DATE,
    date_words VARCHAR,
    date_line INTEGER,
    words VARCHAR NOT NULL,
    words_line INTEGER NOT NULL,
    state VARCHAR,
    state_line INTEGER,
    list_words VARCHAR NOT NULL,
    list_line INTEGER NOT NULL,
    PRIMARY KEY (document_id, line),
    FOREIGN KEY (document_id, line) REFERENCES document_line (document_id, line)
);

COMMENT ON TABLE aid IS 'Une aide ou un appel à projets qu’un document présente, dans ses mots.';
COMMENT ON COLUMN aid.document_id IS 'Document.';
COMMENT ON COLUMN aid.line IS 'Ligne de son nom.';
COMMENT ON COLUMN aid.title IS 'Nom, tel que le document l’écrit.';
COMMENT ON COLUMN aid.beneficiary IS 'Mots du document qui disent à qui elle s’adresse ; vide s’il ne le dit pas.';
COMMENT ON COLUMN aid.beneficiary_line IS 'Ligne de ces mots.';
COMMENT ON COLUMN aid.published_on IS 'Jour que le document lui donne.';
COMMENT ON COLUMN aid.date_words IS 'Mots du document qui donnent ce jour.';
COMMENT ON COLUMN aid.date_line IS 'Ligne de ces mots.';
COMMENT ON COLUMN aid.words IS 'Ce que le document en dit.';
COMMENT ON COLUMN aid.words_line IS 'Ligne de ces mots.';
COMMENT ON COLUMN aid.state IS 'Mots du document qui la disent ouverte ou fermée ; vide s’il ne le dit pas.';
COMMENT ON COLUMN aid.state_line IS 'Ligne de ces mots.';
COMMENT ON COLUMN aid.list_words IS 'Mots qui comptent la liste dont elle est tirée.';
COMMENT ON COLUMN aid.list_line IS 'Ligne de ces mots.';
