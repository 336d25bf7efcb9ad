-- One row per pair of expressions that the search takes for near.
CREATE TABLE synonym (
    words VARCHAR NOT NULL,
    near VARCHAR NOT NULL CHECK (near <> words),
    is_same BOOLEAN NOT NULL,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (words, near)
);

COMMENT ON TABLE synonym IS 'Deux expressions proches : qui cherche l’une trouve aussi l’autre, classée après, et inversement.';
COMMENT ON COLUMN synonym.words IS 'Une expression, au singulier.';
COMMENT ON COLUMN synonym.near IS 'Une expression proche.';
COMMENT ON COLUMN synonym.is_same IS 'Vrai si les deux sont la même chose sous deux noms, un sigle et son développement par exemple.';
COMMENT ON COLUMN synonym.reason IS 'Ce qui les rapproche.';
