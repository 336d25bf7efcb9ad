-- One row per theme of an action.
CREATE TABLE action_theme (
    action_id VARCHAR NOT NULL REFERENCES action (action_id),
    theme_id VARCHAR NOT NULL REFERENCES theme (theme_id),
    rank INTEGER NOT NULL CHECK (rank BETWEEN 1 AND 3),
    origin VARCHAR NOT NULL CHECK (origin IN ('rule', 'inherited', 'reviewed')),
    evidence VARCHAR NOT NULL,
    line INTEGER NOT NULL,
    PRIMARY KEY (action_id, theme_id),
    UNIQUE (action_id, rank)
);

COMMENT ON TABLE action_theme IS 'Un thème d’une action : un principal, deux secondaires au plus.';
COMMENT ON COLUMN action_theme.action_id IS 'Action.';
COMMENT ON COLUMN action_theme.theme_id IS 'Thème.';
COMMENT ON COLUMN action_theme.rank IS '1 : thème principal ; 2 et 3 : thèmes secondaires.';
COMMENT ON COLUMN action_theme.origin IS 'rule : règle ; inherited : hérité du titre au-dessus ; reviewed : décision motivée.';
COMMENT ON COLUMN action_theme.evidence IS 'Mots du document qui fondent le code.';
COMMENT ON COLUMN action_theme.line IS 'Ligne de ces mots.';
