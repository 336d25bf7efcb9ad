-- One row per body: the compared territories, and those that fund and frame them.
CREATE TABLE territory (
    territory_id VARCHAR PRIMARY KEY,
    rank INTEGER NOT NULL UNIQUE,
    name VARCHAR NOT NULL,
    short_name VARCHAR NOT NULL UNIQUE,
    kind VARCHAR NOT NULL,
    is_compared BOOLEAN NOT NULL,
    siren VARCHAR,
    department VARCHAR,
    region VARCHAR,
    population INTEGER CHECK (population > 0),
    population_year INTEGER,
    communes INTEGER CHECK (communes > 0),
    population_stated INTEGER,
    population_stated_document VARCHAR,
    with_article VARCHAR NOT NULL,
    with_de VARCHAR NOT NULL,
    with_a VARCHAR NOT NULL
);

COMMENT ON TABLE territory IS 'Une collectivité : territoires comparés, et ceux qui les financent ou les encadrent.';
COMMENT ON COLUMN territory.territory_id IS 'Identifiant stable, lisible dans les liens.';
COMMENT ON COLUMN territory.rank IS 'Ordre d’affichage, le même partout.';
COMMENT ON COLUMN territory.name IS 'Nom complet.';
COMMENT ON COLUMN territory.short_name IS 'Nom court des graphiques et des tableaux.';
COMMENT ON COLUMN territory.kind IS 'Nature juridique.';
COMMENT ON COLUMN territory.is_compared IS 'Vrai pour un territoire comparé, faux pour un financeur donné comme cadre.';
COMMENT ON COLUMN territory.siren IS
'Numéro SIREN (de l’agglomération pour Cahors) ; vide pour un territoire composé ou inconnu de la référence.';
COMMENT ON COLUMN territory.department IS 'Département ; vide pour une région.';
COMMENT ON COLUMN territory.region IS 'Région ; vide si la référence ne connaît pas le territoire.';
COMMENT ON COLUMN territory.population IS 'Population municipale : somme des communes membres (INSEE) ; vide si elles ne sont pas connues.';
COMMENT ON COLUMN territory.population_year IS 'Année de référence de la population.';
COMMENT ON COLUMN territory.communes IS 'Nombre de communes membres.';
COMMENT ON COLUMN territory.population_stated IS 'Population que le document du territoire annonce lui-même, s’il en annonce une.';
COMMENT ON COLUMN territory.population_stated_document IS 'Document qui l’annonce.';
COMMENT ON COLUMN territory.with_article IS 'Nom dans une phrase, avec son article s’il en porte un : « la Porte du Hainaut ».';
COMMENT ON COLUMN territory.with_de IS 'Nom après « de » : « du Pays Midi-Quercy ».';
COMMENT ON COLUMN territory.with_a IS 'Nom après « à » : « à la Porte du Hainaut ».';
