-- One row per word that texts of a kind write in several parts (« auto stop ») and that is one word elsewhere.
CREATE TABLE search_compound (
    kind VARCHAR NOT NULL,
    bare VARCHAR NOT NULL,
    PRIMARY KEY (kind, bare)
);

COMMENT ON TABLE search_compound IS 'Les mots que des textes écrivent en plusieurs parties et qui n’en font qu’un ailleurs.';
COMMENT ON COLUMN search_compound.kind IS 'Sorte de textes : action ou ligne.';
COMMENT ON COLUMN search_compound.bare IS 'Mot d’une pièce, sans la marque du pluriel.';
