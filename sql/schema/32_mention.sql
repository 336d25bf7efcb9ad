-- One row per line, field and code of which a term stands in that line.
CREATE TABLE mention (
    document_id VARCHAR NOT NULL,
    line INTEGER NOT NULL,
    field VARCHAR NOT NULL CHECK (field IN ('theme', 'scheme', 'funder')),
    code VARCHAR NOT NULL,
    words VARCHAR NOT NULL,
    weight INTEGER NOT NULL CHECK (weight BETWEEN 1 AND 3),
    PRIMARY KEY (document_id, line, field, code),
    FOREIGN KEY (document_id, line) REFERENCES document_line (document_id, line)
);

COMMENT ON TABLE mention IS
'Une ligne d’un document où se lit un terme de la grille de codage, que cette ligne soit d’une action ou non : un texte '
'n’est dit muet sur un thème, un dispositif ou un organisme que s’il n’a aucune ligne ici.';
COMMENT ON COLUMN mention.document_id IS 'Document.';
COMMENT ON COLUMN mention.line IS 'Ligne où le terme commence.';
COMMENT ON COLUMN mention.field IS 'theme, scheme (dispositif) ou funder (organisme).';
COMMENT ON COLUMN mention.code IS 'Thème, dispositif ou organisme dont le terme parle.';
COMMENT ON COLUMN mention.words IS 'Mots du document.';
COMMENT ON COLUMN mention.weight IS 'Poids du terme dans la grille : 3 le nomme, 2 en parle, 1 peut y faire penser.';
