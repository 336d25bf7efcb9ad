-- One row per pair of codings and field, over all documents or one.
CREATE TABLE agreement (
    pair VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    units INTEGER NOT NULL,
    agreeing INTEGER NOT NULL,
    kappa DOUBLE,
    PRIMARY KEY (pair, document_id, field)
);

COMMENT ON TABLE agreement IS 'L’accord entre deux codages des mêmes unités, mesuré à chaque construction.';
COMMENT ON COLUMN agreement.pair IS
'lectures : les deux lectures entre elles ; regles : les règles seules face au résultat arrêté ; premiere-lecture et '
'seconde-lecture : chaque lecture face à ce résultat.';
COMMENT ON COLUMN agreement.document_id IS
'Document, « tous », ou un groupe : « mise-au-point » (documents sur lesquels les règles ont été faites), '
'« epreuve » (documents que l’auteur des règles n’a pas lus).';
COMMENT ON COLUMN agreement.field IS 'Champ comparé.';
COMMENT ON COLUMN agreement.units IS 'Nombre d’unités codées deux fois et lues au moins une fois.';
COMMENT ON COLUMN agreement.agreeing IS 'Nombre d’unités où les deux codages sont identiques.';
COMMENT ON COLUMN agreement.kappa IS 'κ de Cohen : accord au-delà du hasard ; vide si tout est d’un seul code.';
