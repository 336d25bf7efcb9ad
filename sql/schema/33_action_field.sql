-- One row per field that the layout of a planner's file gives beside an action's text.
CREATE TABLE action_field (
    action_id VARCHAR NOT NULL REFERENCES action (action_id),
    rank INTEGER NOT NULL,
    label VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (action_id, rank)
);

COMMENT ON TABLE action_field IS
'Un champ qu’un plan apporté donne à côté du texte d’une action : pilote, partenaires, état, sommes.';
COMMENT ON COLUMN action_field.action_id IS 'Action.';
COMMENT ON COLUMN action_field.rank IS 'Ordre d’affichage.';
COMMENT ON COLUMN action_field.label IS 'Nom du champ, le même quel que soit le document.';
COMMENT ON COLUMN action_field.value IS
'Mots du document ; pour une somme en nombre nu, ce que le nombre vaut d’après sa colonne.';
