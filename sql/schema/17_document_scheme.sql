-- One row per scheme that a whole document is of.
CREATE TABLE document_scheme (
    document_id VARCHAR NOT NULL REFERENCES document (document_id),
    scheme_id VARCHAR NOT NULL REFERENCES scheme (scheme_id),
    evidence VARCHAR NOT NULL,
    line INTEGER NOT NULL,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (document_id, scheme_id),
    FOREIGN KEY (document_id, line) REFERENCES document_line (document_id, line)
);

COMMENT ON TABLE document_scheme IS
'Un dispositif dont un document entier relève : ses actions en relèvent par lui, qu’elles le nomment ou non.';
COMMENT ON COLUMN document_scheme.document_id IS 'Document.';
COMMENT ON COLUMN document_scheme.scheme_id IS 'Dispositif.';
COMMENT ON COLUMN document_scheme.evidence IS 'Mots du document.';
COMMENT ON COLUMN document_scheme.line IS 'Ligne de ces mots.';
COMMENT ON COLUMN document_scheme.reason IS 'Pourquoi tout le document en relève.';
