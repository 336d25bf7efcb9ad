-- One row per heading of a plan, as printed.
CREATE TABLE outline (
    outline_id VARCHAR PRIMARY KEY,
    document_id VARCHAR NOT NULL REFERENCES document (document_id),
    parent_id VARCHAR REFERENCES outline (outline_id),
    rank INTEGER NOT NULL,
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 6),
    number_printed VARCHAR,
    label VARCHAR NOT NULL,
    line INTEGER NOT NULL,
    FOREIGN KEY (document_id, line) REFERENCES document_line (document_id, line)
);

COMMENT ON TABLE outline IS 'Un titre du plan d’un document, tel qu’imprimé, défauts compris.';
COMMENT ON COLUMN outline.outline_id IS 'Identifiant : document et ligne.';
COMMENT ON COLUMN outline.document_id IS 'Document.';
COMMENT ON COLUMN outline.parent_id IS 'Titre au-dessus, là où le document le place.';
COMMENT ON COLUMN outline.rank IS 'Ordre dans le document.';
COMMENT ON COLUMN outline.level IS 'Niveau, 1 étant le plus haut.';
COMMENT ON COLUMN outline.number_printed IS 'Numéro imprimé, même fautif.';
COMMENT ON COLUMN outline.label IS 'Mots du titre.';
COMMENT ON COLUMN outline.line IS 'Ligne du titre.';
