-- A table, not a view, since every question about grants starts from it. One row per grant and territory where its
-- beneficiary is: a commune of it, an intercommunality that is whole in it, or the territory's own body. What bears no code
-- and the name of one of these is told apart (`nom`) and counts nowhere. A grant that repeats another has no row.
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
        grant.grant_id,
        'code' AS how
    FROM grant
    INNER JOIN member ON grant.commune = member.insee_code
    WHERE grant.same_as IS NULL
    UNION
    SELECT
        body.territory_id,
        grant.grant_id,
        'code' AS how
    FROM grant
    INNER JOIN body ON grant.siren = body.siren
    WHERE grant.same_as IS NULL AND grant.commune IS NULL
),

alike AS (
    SELECT
        body.territory_id,
        grant.grant_id
    FROM grant
    INNER JOIN body ON grant.alike_code = body.siren
    WHERE grant.same_as IS NULL
    UNION
    SELECT
        member.territory_id,
        grant.grant_id
    FROM grant
    INNER JOIN member ON grant.alike_code = member.insee_code
    WHERE grant.same_as IS NULL
)

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
ORDER BY territory_id, grant_id;

ALTER TABLE territory_grant ADD PRIMARY KEY (territory_id, grant_id);

COMMENT ON TABLE territory_grant IS
'Une subvention là où est son bénéficiaire : un territoire compte celles de ses communes, de ses intercommunalités et la sienne.';
COMMENT ON COLUMN territory_grant.territory_id IS 'Territoire.';
COMMENT ON COLUMN territory_grant.grant_id IS 'Subvention.';
COMMENT ON COLUMN territory_grant.how IS
'code : le code publié le dit, elle compte ; nom : sans code, le nom seul est celui d’un membre, elle ne compte pas.';
