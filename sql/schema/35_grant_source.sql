-- One row per list of grants: a file of its giver.
CREATE TABLE grant_source (
    source_id VARCHAR PRIMARY KEY,
    rank INTEGER NOT NULL UNIQUE,
    family VARCHAR NOT NULL,
    label VARCHAR NOT NULL UNIQUE,
    publisher VARCHAR NOT NULL,
    file VARCHAR NOT NULL,
    url VARCHAR,
    licence VARCHAR,
    published_rows INTEGER CHECK (published_rows > 0),
    held_rows INTEGER NOT NULL CHECK (held_rows >= 0),
    refused_rows INTEGER CHECK (refused_rows >= 0),
    is_whole BOOLEAN NOT NULL,
    covers VARCHAR NOT NULL,
    years INTEGER[] NOT NULL,
    sha256 VARCHAR
);

COMMENT ON TABLE grant_source IS 'Une liste de subventions publiée par qui les accorde, et ce que cette base en tient.';
COMMENT ON COLUMN grant_source.source_id IS 'Identifiant stable.';
COMMENT ON COLUMN grant_source.rank IS 'Ordre d’affichage.';
COMMENT ON COLUMN grant_source.family IS 'Suite de listes, d’une année à l’autre, dont elle est.';
COMMENT ON COLUMN grant_source.label IS 'Nom de la liste.';
COMMENT ON COLUMN grant_source.publisher IS 'Qui la publie.';
COMMENT ON COLUMN grant_source.file IS 'Nom du fichier.';
COMMENT ON COLUMN grant_source.url IS 'Où elle est publiée, si on le sait.';
COMMENT ON COLUMN grant_source.licence IS 'Licence, si on la sait.';
COMMENT ON COLUMN grant_source.published_rows IS 'Nombre de lignes du fichier, quand il a été chargé ; vide pour les faits livrés.';
COMMENT ON COLUMN grant_source.held_rows IS 'Nombre de ces lignes que cette base tient.';
COMMENT ON COLUMN grant_source.refused_rows IS
'Nombre de ces lignes sans montant lisible, laissées de côté et dites ; vide pour les faits livrés.';
COMMENT ON COLUMN grant_source.is_whole IS 'Vrai si cette base tient tout le fichier, et non les seules lignes de quelques territoires.';
COMMENT ON COLUMN grant_source.covers IS 'Ce que la liste couvre : qui accorde, quels crédits, quelles années.';
COMMENT ON COLUMN grant_source.years IS 'Années que la liste couvre.';
COMMENT ON COLUMN grant_source.sha256 IS 'Empreinte du fichier chargé ; vide pour les faits livrés.';
