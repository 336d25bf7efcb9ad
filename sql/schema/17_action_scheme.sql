-- One row per scheme that an action names.
CREATE TABLE action_scheme (
    action_id VARCHAR NOT NULL REFERENCES action (action_id),
    scheme_id VARCHAR NOT NULL REFERENCES scheme (scheme_id),
    relation VARCHAR NOT NULL CHECK (relation IN ('agit', 'cite')),
    origin VARCHAR NOT NULL CHECK (origin IN ('rule', 'stated', 'reviewed')),
    evidence VARCHAR NOT NULL,
    line INTEGER NOT NULL,
    PRIMARY KEY (action_id, scheme_id)
);

COMMENT ON TABLE action_scheme IS 'Un dispositif qu’une action nomme, par son sigle ou en toutes lettres.';
COMMENT ON COLUMN action_scheme.action_id IS 'Action.';
COMMENT ON COLUMN action_scheme.scheme_id IS 'Dispositif.';
COMMENT ON COLUMN action_scheme.relation IS
'agit : l’action le fait, le révise ou le conduit ; cite : elle nomme un dispositif qui est là, comme cadre ou comme lien.';
COMMENT ON COLUMN action_scheme.origin IS 'rule : règle ; reviewed : décision motivée.';
COMMENT ON COLUMN action_scheme.evidence IS 'Mots du document qui le nomment.';
COMMENT ON COLUMN action_scheme.line IS 'Ligne de ces mots.';
