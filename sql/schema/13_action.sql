-- One row per unit of the codebook: an action, a proposition of a diagnosis, or a policy of the framing region.
CREATE TABLE action (
    action_id VARCHAR PRIMARY KEY,
    document_id VARCHAR NOT NULL REFERENCES document (document_id),
    territory_id VARCHAR NOT NULL REFERENCES territory (territory_id),
    outline_id VARCHAR REFERENCES outline (outline_id),
    rank INTEGER NOT NULL,
    number_printed VARCHAR,
    label_printed VARCHAR,
    title VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    detail VARCHAR,
    first_line INTEGER NOT NULL,
    last_line INTEGER NOT NULL CHECK (last_line >= first_line),
    repeated_lines INTEGER[] NOT NULL,
    restated_lines INTEGER[] NOT NULL,
    cut_reason VARCHAR,
    period_start INTEGER,
    period_end INTEGER,
    period_evidence VARCHAR,
    period_line INTEGER,
    engagement VARCHAR NOT NULL REFERENCES engagement (engagement),
    engagement_origin VARCHAR NOT NULL,
    engagement_evidence VARCHAR NOT NULL,
    engagement_line INTEGER NOT NULL,
    nature VARCHAR NOT NULL REFERENCES nature (nature),
    nature_origin VARCHAR NOT NULL,
    nature_evidence VARCHAR NOT NULL,
    nature_line INTEGER NOT NULL,
    FOREIGN KEY (document_id, first_line) REFERENCES document_line (document_id, line),
    UNIQUE (document_id, rank)
);

COMMENT ON TABLE action IS 'Une unité de la grille de codage : l’action telle que son document la publie, jamais redécoupée.';
COMMENT ON COLUMN action.action_id IS 'Identifiant fait des mots de l’action : il survit aux reconstructions et aux déplacements.';
COMMENT ON COLUMN action.document_id IS 'Document.';
COMMENT ON COLUMN action.territory_id IS 'Territoire.';
COMMENT ON COLUMN action.outline_id IS 'Titre du plan sous lequel l’action est imprimée.';
COMMENT ON COLUMN action.rank IS 'Ordre dans le document.';
COMMENT ON COLUMN action.number_printed IS 'Numéro imprimé, s’il y en a un.';
COMMENT ON COLUMN action.label_printed IS 'Étiquette imprimée devant le titre (« ACTION MATURE »), gardée même si le texte la contredit.';
COMMENT ON COLUMN action.title IS 'Titre, ou premiers mots de l’action.';
COMMENT ON COLUMN action.text IS 'Texte de l’action, dans les mots du document.';
COMMENT ON COLUMN action.detail IS 'Objectifs et précisions, une ligne par puce.';
COMMENT ON COLUMN action.first_line IS 'Première ligne dans le document.';
COMMENT ON COLUMN action.last_line IS 'Dernière ligne dans le document.';
COMMENT ON COLUMN action.repeated_lines IS
'Autres lignes où le document répète les mêmes mots (diapositives) ; l’action ne compte qu’une fois.';
COMMENT ON COLUMN action.restated_lines IS
'Autres lignes où le document redit la même idée en d’autres mots : elles sont du détail de l’action, non une autre action.';
COMMENT ON COLUMN action.cut_reason IS 'Pourquoi ces lignes sont une unité, là où il a fallu lire pour en décider.';
COMMENT ON COLUMN action.period_start IS 'Première année que l’action annonce pour elle-même.';
COMMENT ON COLUMN action.period_end IS 'Dernière année ; vide si la période est ouverte.';
COMMENT ON COLUMN action.period_evidence IS 'Mots qui disent la période.';
COMMENT ON COLUMN action.period_line IS 'Ligne de ces mots.';
COMMENT ON COLUMN action.engagement IS 'Degré d’engagement.';
COMMENT ON COLUMN action.engagement_origin IS 'rule : règle confirmée par deux lectures ; reviewed : décision motivée.';
COMMENT ON COLUMN action.engagement_evidence IS 'Mots qui fondent le degré d’engagement.';
COMMENT ON COLUMN action.engagement_line IS 'Ligne de ces mots.';
COMMENT ON COLUMN action.nature IS 'Nature de ce qui est fait.';
COMMENT ON COLUMN action.nature_origin IS 'rule : règle confirmée par deux lectures ; reviewed : décision motivée.';
COMMENT ON COLUMN action.nature_evidence IS 'Mots qui fondent la nature.';
COMMENT ON COLUMN action.nature_line IS 'Ligne de ces mots.';
