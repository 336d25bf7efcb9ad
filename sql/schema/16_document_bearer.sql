-- One row per body whose plan a document is.
CREATE TABLE document_bearer (
    document_id VARCHAR NOT NULL REFERENCES document (document_id),
    funder_id VARCHAR NOT NULL REFERENCES funder (funder_id),
    PRIMARY KEY (document_id, funder_id)
);

COMMENT ON TABLE document_bearer IS 'Un organisme qui porte le document : il n’est jamais partenaire de ses propres actions.';
COMMENT ON COLUMN document_bearer.document_id IS 'Document.';
COMMENT ON COLUMN document_bearer.funder_id IS 'Organisme.';
