-- One row per body that an action names, with its role.
CREATE TABLE action_funder (
    action_id VARCHAR NOT NULL REFERENCES action (action_id),
    funder_id VARCHAR NOT NULL REFERENCES funder (funder_id),
    role VARCHAR NOT NULL REFERENCES role (role),
    certainty VARCHAR NOT NULL CHECK (certainty IN ('dit', 'envisage')),
    part VARCHAR CHECK (part IS NULL OR role = 'financeur'),
    stated_sum VARCHAR CHECK (stated_sum IS NULL OR role = 'financeur'),
    origin VARCHAR NOT NULL CHECK (origin IN ('rule', 'stated', 'reviewed')),
    evidence VARCHAR NOT NULL,
    line INTEGER NOT NULL,
    PRIMARY KEY (action_id, funder_id)
);

COMMENT ON TABLE action_funder IS
'Un organisme qu’une action nomme elle-même. Une action absente de cette table n’en nomme aucun : non renseigné.';
COMMENT ON COLUMN action_funder.action_id IS 'Action.';
COMMENT ON COLUMN action_funder.funder_id IS 'Organisme ou fonds.';
COMMENT ON COLUMN action_funder.role IS 'Rôle : financeur, contractant (signataire à l’écran) ou partenaire.';
COMMENT ON COLUMN action_funder.certainty IS
'dit : les mots disent qu’il paie, signe ou concourt ; envisage : « éventuellement », « voire », une candidature. Seul '
'un financeur « dit » compte parmi ceux qui paient.';
COMMENT ON COLUMN action_funder.part IS
'Mots du document qui disent ce qu’il paie, quand ce n’est qu’une partie de l’action ; vide sinon.';
COMMENT ON COLUMN action_funder.stated_sum IS
'Ce qu’un champ d’un plan apporté dit qu’il paie, avec HT ou TTC et « par an » s’ils sont dits ; vide si rien ne le dit.';
COMMENT ON COLUMN action_funder.origin IS 'rule : règle ; stated : champ du document ; reviewed : décision motivée.';
COMMENT ON COLUMN action_funder.evidence IS 'Mots du document qui le nomment.';
COMMENT ON COLUMN action_funder.line IS 'Ligne de ces mots.';
