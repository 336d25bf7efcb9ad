-- One row per fault that a document carries.
CREATE TABLE fault (
    document_id VARCHAR NOT NULL REFERENCES document (document_id),
    line INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    quote VARCHAR NOT NULL,
    explanation VARCHAR NOT NULL,
    origin VARCHAR NOT NULL CHECK (origin IN ('calcul', 'lecture')),
    PRIMARY KEY (document_id, line, kind),
    FOREIGN KEY (document_id, line) REFERENCES document_line (document_id, line)
);

COMMENT ON TABLE fault IS 'Un défaut du document lui-même, montré plutôt que caché.';
COMMENT ON COLUMN fault.document_id IS 'Document.';
COMMENT ON COLUMN fault.line IS 'Ligne.';
COMMENT ON COLUMN fault.kind IS 'Sorte de défaut.';
COMMENT ON COLUMN fault.quote IS 'Mots du document.';
COMMENT ON COLUMN fault.explanation IS 'Ce qui ne va pas, et ce qui en a été fait.';
COMMENT ON COLUMN fault.origin IS 'calcul : trouvé par la grammaire ; lecture : relevé par un lecteur.';
