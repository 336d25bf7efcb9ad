-- One row per funder that a document grants to its whole programme.
CREATE TABLE document_funder (
    document_id VARCHAR NOT NULL REFERENCES document (document_id),
    funder_id VARCHAR NOT NULL REFERENCES funder (funder_id),
    role VARCHAR NOT NULL REFERENCES role (role),
    certainty VARCHAR NOT NULL CHECK (certainty IN ('dit', 'envisage')),
    evidence VARCHAR NOT NULL,
    line INTEGER NOT NULL,
    period_words VARCHAR,
    period_line INTEGER,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (document_id, funder_id),
    FOREIGN KEY (document_id, line) REFERENCES document_line (document_id, line),
    CHECK ((period_words IS NULL) = (period_line IS NULL))
);

COMMENT ON TABLE document_funder IS
'Un financeur qu’un document annonce pour tout son programme : jamais mêlé à ceux que les actions nomment.';
COMMENT ON COLUMN document_funder.document_id IS 'Document.';
COMMENT ON COLUMN document_funder.funder_id IS 'Organisme.';
COMMENT ON COLUMN document_funder.role IS 'Rôle.';
COMMENT ON COLUMN document_funder.certainty IS 'dit ou envisage, comme dans action_funder.';
COMMENT ON COLUMN document_funder.evidence IS 'Mots du document.';
COMMENT ON COLUMN document_funder.line IS 'Ligne de ces mots.';
COMMENT ON COLUMN document_funder.period_words IS
'Mots du document qui disent la période de ce concours ; vide si rien ne la dit.';
COMMENT ON COLUMN document_funder.period_line IS 'Ligne de ces mots.';
COMMENT ON COLUMN document_funder.reason IS 'Pourquoi ce rôle.';
