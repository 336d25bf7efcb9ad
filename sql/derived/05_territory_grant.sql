-- A table, not a view, since every question about grants starts from it: of the grants of all France those that the
-- territories have, with what the lists say. One row per grant and territory where its beneficiary is: a commune of it, an
-- intercommunality that is whole in it, or the territory's own body. What bears no code and the name of one of these is told
-- apart (`nom`), as is what bodies of its departments have that are in no commune (`departement`): neither counts. A grant
-- that repeats another has no row.
CREATE TABLE territory_grant AS
WITH body AS (
    SELECT
        territory_id,
        siren
    FROM territory
    WHERE siren IS NOT NULL
    UNION
    SELECT
        member.territory_id,
        member.epci_siren AS siren
    FROM member
    INNER JOIN epci USING (epci_siren)
    GROUP BY member.territory_id, member.epci_siren, epci.communes
    HAVING count(*) = epci.communes
),

placed AS (
    SELECT
        member.territory_id,
        "grant".grant_id,
        'code' AS how
    FROM "grant"
    INNER JOIN member ON "grant".commune = member.insee_code
    WHERE "grant".same_as IS NULL
    UNION
    SELECT
        body.territory_id,
        "grant".grant_id,
        'code' AS how
    FROM "grant"
    INNER JOIN body ON "grant".siren = body.siren
    WHERE "grant".same_as IS NULL AND "grant".commune IS NULL
),

alike AS (
    SELECT
        body.territory_id,
        "grant".grant_id
    FROM "grant"
    INNER JOIN body ON "grant".alike_code = body.siren
    WHERE "grant".same_as IS NULL
    UNION
    SELECT
        member.territory_id,
        "grant".grant_id
    FROM "grant"
    INNER JOIN member ON "grant".alike_code = member.insee_code
    WHERE "grant".same_as IS NULL
),

-- What a body without a place in the territory was granted in its departments (a syndicate, the department), and rows
-- whose name is nobody's: it may be for the territory, in part or not at all, and is never split.
department AS (
    SELECT DISTINCT
        territory_id,
        CASE WHEN insee_code LIKE '97%' THEN left(insee_code, 3) ELSE left(insee_code, 2) END AS department
    FROM member
),

around AS (
    SELECT
        department.territory_id,
        "grant".grant_id
    FROM "grant"
    INNER JOIN department USING (department)
    LEFT JOIN placed ON "grant".grant_id = placed.grant_id AND department.territory_id = placed.territory_id
    LEFT JOIN alike ON "grant".grant_id = alike.grant_id AND department.territory_id = alike.territory_id
    WHERE
        "grant".beneficiary_kind IN ('autre', 'sans-code')
        AND "grant".commune IS NULL
        AND "grant".alike_code IS NULL
        AND "grant".same_as IS NULL
        AND placed.grant_id IS NULL
        AND alike.grant_id IS NULL
),

found AS (
    SELECT
        territory_id,
        grant_id,
        how
    FROM placed
    UNION ALL
    SELECT
        territory_id,
        grant_id,
        'nom' AS how
    FROM alike
    UNION ALL
    SELECT
        territory_id,
        grant_id,
        'departement' AS how
    FROM around
)

SELECT
    found.territory_id,
    found.how,
    "grant".grant_id,
    "grant".source_id,
    "grant".line,
    "grant".year,
    "grant".funder,
    "grant".programme,
    "grant".measure,
    "grant".beneficiary,
    "grant".beneficiary_kind,
    "grant".siren,
    "grant".insee,
    "grant".department,
    "grant".commune,
    "grant".epci_siren,
    "grant".title,
    "grant".cost,
    "grant".eur,
    "grant".theme_id,
    "grant".theme_words,
    "grant".theme_origin
FROM found
INNER JOIN "grant" USING (grant_id)
ORDER BY found.territory_id, "grant".grant_id;

ALTER TABLE territory_grant ADD PRIMARY KEY (territory_id, grant_id);

COMMENT ON TABLE territory_grant IS
'Une subvention là où est son bénéficiaire : un territoire compte celles de ses communes, de ses intercommunalités et la sienne.';
COMMENT ON COLUMN territory_grant.territory_id IS 'Territoire.';
COMMENT ON COLUMN territory_grant.how IS
'code : elle compte ; nom : sans code, au nom d’un membre ; departement : autre organisme du département. Ces deux ne comptent pas.';
COMMENT ON COLUMN territory_grant.grant_id IS 'Identifiant : la liste et la ligne.';
COMMENT ON COLUMN territory_grant.source_id IS 'Liste.';
COMMENT ON COLUMN territory_grant.line IS 'Ligne du fichier entier, l’en-tête étant la première.';
COMMENT ON COLUMN territory_grant.year IS 'Année ; vide si la liste ne la dit pas.';
COMMENT ON COLUMN territory_grant.funder IS 'Qui accorde, tel que la liste le nomme ; « État » pour les listes de l’État.';
COMMENT ON COLUMN territory_grant.programme IS 'Dotation ou dispositif (DETR, DSIL, Fonds vert…).';
COMMENT ON COLUMN territory_grant.measure IS 'Mesure du dispositif, si la liste la dit.';
COMMENT ON COLUMN territory_grant.beneficiary IS 'Bénéficiaire : son nom dans la liste ou, pour les faits livrés, dans la référence.';
COMMENT ON COLUMN territory_grant.beneficiary_kind IS
'commune, epci, autre (un organisme qui a un code mais n’est ni l’une ni l’autre) ou sans-code.';
COMMENT ON COLUMN territory_grant.siren IS 'SIREN du bénéficiaire, tel que publié.';
COMMENT ON COLUMN territory_grant.insee IS 'Code INSEE de la commune, tel que publié.';
COMMENT ON COLUMN territory_grant.department IS 'Code du département.';
COMMENT ON COLUMN territory_grant.commune IS 'Code INSEE de la commune d’aujourd’hui où la subvention compte, si c’est une commune.';
COMMENT ON COLUMN territory_grant.epci_siren IS 'Intercommunalité de cette commune, ou celle qui est bénéficiaire.';
COMMENT ON COLUMN territory_grant.title IS 'Intitulé du projet ; vide pour les faits livrés : il se lit à la ligne du fichier.';
COMMENT ON COLUMN territory_grant.cost IS 'Coût du projet en euros hors taxes, si la liste le dit.';
COMMENT ON COLUMN territory_grant.eur IS 'Montant accordé, en euros.';
COMMENT ON COLUMN territory_grant.theme_id IS 'Thème de l’objet financé ; vide si l’intitulé ne nomme pas d’objet.';
COMMENT ON COLUMN territory_grant.theme_words IS 'Mots de l’intitulé qui le disent, quand l’intitulé est là.';
COMMENT ON COLUMN territory_grant.theme_origin IS
'lectures (deux lectures d’accord), decision (tranché entre elles) ou rule (règles seules, sans lecture).';
