-- One row per action: which text of the search it has, in the order of the texts.
CREATE TABLE search_action (
    place INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL
);

COMMENT ON TABLE search_action IS 'Le texte que la recherche lit de chaque action.';
COMMENT ON COLUMN search_action.place IS 'Place de l’action, celle d’action_overview.';
COMMENT ON COLUMN search_action.entry IS 'Numéro du texte, de la sorte action.';
