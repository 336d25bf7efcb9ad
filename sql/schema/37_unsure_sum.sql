-- One row per words of a planner's file that may state a sum of an action, of which it is not sure what.
CREATE TABLE unsure_sum (
    action_id VARCHAR NOT NULL REFERENCES action (action_id),
    rank INTEGER NOT NULL,
    kind VARCHAR NOT NULL REFERENCES amount_kind (kind),
    words VARCHAR NOT NULL,
    PRIMARY KEY (action_id, rank)
);

COMMENT ON TABLE unsure_sum IS
'Mots d’un champ qui parlent d’argent sans dire une somme sûre : « à définir », une fourchette, un prix à l’unité, deux sommes.';
COMMENT ON COLUMN unsure_sum.action_id IS 'Action.';
COMMENT ON COLUMN unsure_sum.rank IS 'Ordre dans l’action.';
COMMENT ON COLUMN unsure_sum.kind IS 'Ce que la somme serait : coût, participation, part propre.';
COMMENT ON COLUMN unsure_sum.words IS 'Mots du document.';
