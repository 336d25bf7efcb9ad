-- One row: this build.
CREATE TABLE build (
    built_at TIMESTAMP NOT NULL,
    version VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    input_hash VARCHAR NOT NULL,
    documents INTEGER NOT NULL,
    actions INTEGER NOT NULL
);

COMMENT ON TABLE build IS 'La construction de cette base (une ligne).';
COMMENT ON COLUMN build.built_at IS 'Heure de la construction (UTC).';
COMMENT ON COLUMN build.version IS 'Version du logiciel.';
COMMENT ON COLUMN build.content_hash IS 'Empreinte du contenu : égale pour des entrées égales.';
COMMENT ON COLUMN build.input_hash IS 'Empreinte des fichiers d’entrée : dit s’il faut reconstruire.';
COMMENT ON COLUMN build.documents IS 'Nombre de documents.';
COMMENT ON COLUMN build.actions IS 'Nombre d’actions.';
