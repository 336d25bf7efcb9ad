-- One row per term of the texts of a kind, a stem, an expression or a notion: the texts that have it in their own words and
-- how much it weighs in each (BM25), those whose headings or codes have it, and where it stands among all words. A number is
-- the key, by which a few terms are read without the lists of those beside them; one of the terms themselves would take as
-- much as all that is known of them.
CREATE TABLE search_term (
    number INTEGER PRIMARY KEY,
    kind VARCHAR NOT NULL,
    term VARCHAR NOT NULL,
    entries INTEGER[] NOT NULL,
    weights FLOAT[] NOT NULL,
    forms VARCHAR[] NOT NULL,
    form_bits BIGINT[] NOT NULL,
    context_entries INTEGER[] NOT NULL,
    context_weights FLOAT[] NOT NULL,
    positions INTEGER[] NOT NULL
);

COMMENT ON TABLE search_term IS 'Les termes des textes que la recherche lit, les textes où ils sont, et leur poids (BM25).';
COMMENT ON COLUMN search_term.number IS 'Numéro du terme.';
COMMENT ON COLUMN search_term.kind IS 'Sorte de textes : action ou ligne.';
COMMENT ON COLUMN search_term.term IS 'Terme : une racine, les racines d’une expression, ou =notion sous tous ses noms.';
COMMENT ON COLUMN search_term.entries IS 'Textes qui l’ont dans leurs propres mots.';
COMMENT ON COLUMN search_term.weights IS 'Son poids dans chacun.';
COMMENT ON COLUMN search_term.forms IS 'Formes de la racine dans les textes.';
COMMENT ON COLUMN search_term.form_bits IS 'Formes que chaque texte en a, un bit chacune ; vide si tous ont la seule première.';
COMMENT ON COLUMN search_term.context_entries IS 'Textes dont les titres ou les codes l’ont.';
COMMENT ON COLUMN search_term.context_weights IS 'Son poids dans chacun de ceux-là.';
COMMENT ON COLUMN search_term.positions IS 'Où elle est comme mot, dans tous les textes mis bout à bout.';
