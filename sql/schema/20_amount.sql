-- One row per sum of money that a document states.
CREATE TABLE amount (
    amount_id VARCHAR PRIMARY KEY,
    label VARCHAR NOT NULL UNIQUE,
    document_id VARCHAR NOT NULL REFERENCES document (document_id),
    territory_id VARCHAR NOT NULL REFERENCES territory (territory_id),
    action_id VARCHAR REFERENCES action (action_id),
    funder_id VARCHAR REFERENCES funder (funder_id),
    eur DECIMAL(18, 2) NOT NULL CHECK (eur > 0),
    scope VARCHAR NOT NULL REFERENCES scope (scope),
    kind VARCHAR NOT NULL REFERENCES amount_kind (kind),
    tax_basis VARCHAR CHECK (tax_basis IN ('HT', 'TTC')),
    per VARCHAR CHECK (per = 'an'),
    field VARCHAR,
    period_words VARCHAR,
    period_line INTEGER,
    period_start INTEGER,
    period_end INTEGER,
    part_of VARCHAR REFERENCES amount (amount_id),
    parts_complete BOOLEAN NOT NULL,
    same_as VARCHAR REFERENCES amount (amount_id),
    conflicts_with VARCHAR,
    quote VARCHAR NOT NULL,
    line INTEGER NOT NULL,
    reason VARCHAR NOT NULL,
    CHECK (field IS NULL OR action_id IS NOT NULL),
    CHECK (field IS NOT NULL OR per IS NULL),
    CHECK ((period_words IS NULL) = (period_line IS NULL)),
    CHECK (period_words IS NOT NULL OR (period_start IS NULL AND period_end IS NULL)),
    FOREIGN KEY (document_id, line) REFERENCES document_line (document_id, line)
);

COMMENT ON TABLE amount IS 'Une somme qu’un document énonce. Le revenu des habitants n’est pas un financement : il n’y est pas.';
COMMENT ON COLUMN amount.amount_id IS 'Identifiant stable.';
COMMENT ON COLUMN amount.label IS 'Nom court de la somme, donné par le projet.';
COMMENT ON COLUMN amount.document_id IS 'Document qui l’énonce.';
COMMENT ON COLUMN amount.territory_id IS 'Territoire du document (la somme peut être d’une autre portée).';
COMMENT ON COLUMN amount.action_id IS 'Action qui l’énonce, si c’est une action.';
COMMENT ON COLUMN amount.funder_id IS 'Qui paie ou prête, si le document le dit.';
COMMENT ON COLUMN amount.eur IS 'Valeur en euros, lue dans les mots cités.';
COMMENT ON COLUMN amount.scope IS 'Portée : deux portées ne s’additionnent jamais et ne partagent pas d’axe.';
COMMENT ON COLUMN amount.kind IS 'Ce qu’est la somme.';
COMMENT ON COLUMN amount.tax_basis IS 'HT ou TTC, si le document le dit.';
COMMENT ON COLUMN amount.per IS 'an : la somme est celle de chaque année ; vide : elle vaut en tout.';
COMMENT ON COLUMN amount.field IS
'Champ du plan apporté qui énonce la somme d’une action, « Coût » ou « Financeurs » ; vide : la somme a été lue dans le texte.';
COMMENT ON COLUMN amount.period_words IS
'Mots du document qui disent la période de la somme (« sur 5 ans ») ; vide : période non indiquée.';
COMMENT ON COLUMN amount.period_line IS 'Ligne de ces mots : celle de la somme, ou celle de l’enveloppe qui la contient.';
COMMENT ON COLUMN amount.period_start IS 'Première année, si ces mots disent une année.';
COMMENT ON COLUMN amount.period_end IS 'Dernière année, si ces mots en disent une.';
COMMENT ON COLUMN amount.part_of IS 'Enveloppe dont la somme est une composante.';
COMMENT ON COLUMN amount.parts_complete IS 'Vrai si le document détaille toute l’enveloppe : ses composantes doivent en faire la somme.';
COMMENT ON COLUMN amount.same_as IS 'Somme que celle-ci redit : elle ne compte qu’une fois.';
COMMENT ON COLUMN amount.conflicts_with IS 'Somme avec laquelle celle-ci est en désaccord dans le même document.';
COMMENT ON COLUMN amount.quote IS 'Mots du document.';
COMMENT ON COLUMN amount.line IS 'Ligne de ces mots.';
COMMENT ON COLUMN amount.reason IS 'Comment la somme a été lue.';
