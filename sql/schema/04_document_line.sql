-- One row per line of a document, as received.
CREATE TABLE document_line (
    document_id VARCHAR NOT NULL REFERENCES document (document_id),
    line INTEGER NOT NULL CHECK (line >= 1),
    text VARCHAR NOT NULL,
    place VARCHAR,
    PRIMARY KEY (document_id, line)
);

COMMENT ON TABLE document_line IS 'Une ligne d’un document, telle que reçue (contacts presse masqués).';
COMMENT ON COLUMN document_line.document_id IS 'Document.';
COMMENT ON COLUMN document_line.line IS 'Numéro de ligne, à partir de 1.';
COMMENT ON COLUMN document_line.text IS 'Texte de la ligne, marques de mise en forme comprises.';
COMMENT ON COLUMN document_line.place IS
'Où la ligne se lit dans le fichier reçu (page, feuille et rang, paragraphe) ; vide si ses lignes sont les mêmes.';
