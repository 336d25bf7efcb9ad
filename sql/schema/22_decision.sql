-- One row per code that a person settled, with the reason.
CREATE TABLE decision (
    action_id VARCHAR NOT NULL REFERENCES action (action_id),
    field VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (action_id, field, value)
);

COMMENT ON TABLE decision IS 'Une décision de codage prise par une personne, là où les règles ou les deux lectures différaient.';
COMMENT ON COLUMN decision.action_id IS 'Action.';
COMMENT ON COLUMN decision.field IS 'Champ décidé : theme, engagement, nature, funder, part, scheme ou period.';
COMMENT ON COLUMN decision.value IS 'Code retenu ; « - » : aucun.';
COMMENT ON COLUMN decision.reason IS 'Raison.';
