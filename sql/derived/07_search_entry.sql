-- One row per text that the search reads, of actions and of lines of documents; those that are the same word for word, and
-- bear the same codes, are one. Filled by `etl.search.prepare`, as the tables of the search after it.
CREATE TABLE search_entry (
    kind VARCHAR NOT NULL,
    entry INTEGER NOT NULL,
    place INTEGER NOT NULL,
    texts INTEGER NOT NULL,
    start INTEGER NOT NULL,
    length DOUBLE NOT NULL,
    theme_set INTEGER,
    body_set INTEGER,
    scheme_set INTEGER,
    named STRUCT(field VARCHAR, code VARCHAR, words VARCHAR)[] NOT NULL,
    PRIMARY KEY (kind, entry)
);

COMMENT ON TABLE search_entry IS 'Ce que la recherche lit : le texte d’une action ou d’une ligne, une fois s’il est plusieurs fois.';
COMMENT ON COLUMN search_entry.kind IS 'action ou ligne.';
COMMENT ON COLUMN search_entry.entry IS 'Numéro du texte parmi ceux de sa sorte.';
COMMENT ON COLUMN search_entry.place IS 'Place de la première action, ou ligne, qui l’a.';
COMMENT ON COLUMN search_entry.texts IS 'Nombre d’actions, ou de lignes, qui l’ont.';
COMMENT ON COLUMN search_entry.start IS 'Position de son premier mot dans tous les textes mis bout à bout.';
COMMENT ON COLUMN search_entry.length IS 'Racine de la somme des carrés du poids de ses mots.';
COMMENT ON COLUMN search_entry.theme_set IS 'Liste de ses thèmes, pour une action.';
COMMENT ON COLUMN search_entry.body_set IS 'Liste des organismes qu’elle nomme.';
COMMENT ON COLUMN search_entry.scheme_set IS 'Liste de ses dispositifs.';
COMMENT ON COLUMN search_entry.named IS 'Dispositifs (scheme) et organismes (funder) qu’il nomme, et par quels mots.';
