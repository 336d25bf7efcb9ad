-- One row per line of a document that is not blank, numbered in the order of territories and documents: which text of the
-- search it has, in the order of the texts.
CREATE TABLE search_line (
    place INTEGER PRIMARY KEY,
    document_id VARCHAR NOT NULL,
    line INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    action_place INTEGER
);

COMMENT ON TABLE search_line IS 'Le texte que la recherche lit de chaque ligne qui n’est pas vide.';
COMMENT ON COLUMN search_line.place IS 'Place de la ligne parmi celles de tous les documents.';
COMMENT ON COLUMN search_line.document_id IS 'Document.';
COMMENT ON COLUMN search_line.line IS 'Ligne.';
COMMENT ON COLUMN search_line.entry IS 'Numéro du texte, de la sorte ligne.';
COMMENT ON COLUMN search_line.action_place IS 'Place de l’action dont elle est, celle d’action_overview ; vide si elle n’est d’aucune.';
