-- One row per grant of a list, which is one line of its file, or one sum of a line that has a column for each payer.
CREATE TABLE "grant" (
    grant_id VARCHAR PRIMARY KEY,
    source_id VARCHAR NOT NULL REFERENCES grant_source (source_id),
    line INTEGER NOT NULL CHECK (line > 0),
    year INTEGER CHECK (year BETWEEN 1990 AND 2100),
    funder VARCHAR NOT NULL,
    programme VARCHAR NOT NULL,
    measure VARCHAR,
    beneficiary VARCHAR NOT NULL,
    beneficiary_kind VARCHAR NOT NULL CHECK (beneficiary_kind IN ('commune', 'epci', 'autre', 'sans-code')),
    siren VARCHAR CHECK (length(siren) = 9),
    insee VARCHAR CHECK (length(insee) = 5),
    department VARCHAR,
    commune VARCHAR,
    epci_siren VARCHAR REFERENCES epci (epci_siren),
    alike_code VARCHAR,
    title VARCHAR,
    cost DECIMAL(18, 2) CHECK (cost > 0),
    eur DECIMAL(18, 2) NOT NULL CHECK (eur > 0),
    theme_id VARCHAR REFERENCES theme (theme_id),
    theme_words VARCHAR,
    theme_origin VARCHAR CHECK (theme_origin IN ('lectures', 'decision', 'rule')),
    same_as VARCHAR,
    CHECK ((theme_id IS NULL) = (theme_origin IS NULL)),
    CHECK (beneficiary_kind <> 'sans-code' OR (siren IS NULL AND insee IS NULL))
);

COMMENT ON TABLE "grant" IS
'Une subvention réellement accordée : une ligne d’une liste publiée. Jamais mêlée à ce que les plans annoncent.';
COMMENT ON COLUMN "grant".grant_id IS
'Identifiant : la liste et la ligne ; d’une ligne qui a plusieurs sommes, laquelle, à partir de la deuxième.';
COMMENT ON COLUMN "grant".source_id IS 'Liste.';
COMMENT ON COLUMN "grant".line IS 'Ligne du fichier entier, l’en-tête étant la première.';
COMMENT ON COLUMN "grant".year IS 'Année ; vide si la liste ne la dit pas.';
COMMENT ON COLUMN "grant".funder IS 'Qui accorde, tel que la liste le nomme ; « État » pour les listes de l’État.';
COMMENT ON COLUMN "grant".programme IS 'Dotation ou dispositif (DETR, DSIL, Fonds vert…).';
COMMENT ON COLUMN "grant".measure IS 'Mesure du dispositif, si la liste la dit.';
COMMENT ON COLUMN "grant".beneficiary IS 'Bénéficiaire : son nom dans la liste ou, pour les faits livrés, dans la référence.';
COMMENT ON COLUMN "grant".beneficiary_kind IS
'commune, epci, autre (un organisme qui a un code mais n’est ni l’une ni l’autre) ou sans-code.';
COMMENT ON COLUMN "grant".siren IS 'SIREN du bénéficiaire, tel que publié.';
COMMENT ON COLUMN "grant".insee IS 'Code INSEE de la commune, tel que publié.';
COMMENT ON COLUMN "grant".department IS 'Code du département.';
COMMENT ON COLUMN "grant".commune IS 'Code INSEE de la commune d’aujourd’hui où la subvention compte, si c’est une commune.';
COMMENT ON COLUMN "grant".epci_siren IS 'Intercommunalité de cette commune, ou celle qui est bénéficiaire.';
COMMENT ON COLUMN "grant".alike_code IS
'Sans code : la seule commune (INSEE) ou intercommunalité (SIREN) du département qui porte ce nom. Dite, jamais comptée.';
COMMENT ON COLUMN "grant".title IS 'Intitulé du projet ; vide pour les faits livrés : il se lit à la ligne du fichier.';
COMMENT ON COLUMN "grant".cost IS 'Coût du projet en euros hors taxes, si la liste le dit.';
COMMENT ON COLUMN "grant".eur IS 'Montant accordé, en euros.';
COMMENT ON COLUMN "grant".theme_id IS 'Thème de l’objet financé ; vide si l’intitulé ne nomme pas d’objet.';
COMMENT ON COLUMN "grant".theme_words IS 'Mots de l’intitulé qui le disent, quand l’intitulé est là.';
COMMENT ON COLUMN "grant".theme_origin IS
'lectures (deux lectures d’accord), decision (tranché entre elles) ou rule (règles seules, sans lecture).';
COMMENT ON COLUMN "grant".same_as IS 'Subvention d’une autre liste que celle-ci redit : elle ne compte qu’une fois.';
