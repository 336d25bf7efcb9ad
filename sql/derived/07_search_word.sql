-- One row per word that texts of a kind have, in lower case and without accents, in the order in which they first have it.
-- That number is the key: one of the words themselves takes four times what the table does.
CREATE TABLE search_word (
    kind VARCHAR NOT NULL,
    word VARCHAR NOT NULL,
    stem VARCHAR NOT NULL,
    rank INTEGER NOT NULL,
    PRIMARY KEY (kind, rank)
);

COMMENT ON TABLE search_word IS 'Les mots des textes que la recherche lit, sans accents ni majuscules.';
COMMENT ON COLUMN search_word.kind IS 'Sorte de textes : action ou ligne.';
COMMENT ON COLUMN search_word.word IS 'Mot.';
COMMENT ON COLUMN search_word.stem IS 'Sa racine.';
COMMENT ON COLUMN search_word.rank IS 'Ordre de sa première occurrence.';
