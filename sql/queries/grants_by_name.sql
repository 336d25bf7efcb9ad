-- One row per grant without any code whose written name is that of a member of a territory that the reader looks at: told,
-- never counted. No theme is asked, since nobody read what it is for.
SELECT
    looked_at.territory_id,
    looked_at.territory,
    looked_at.territory_rank,
    territory_grant.grant_id,
    grant_source.label AS source,
    territory_grant.line,
    territory_grant.year,
    territory_grant.funder,
    territory_grant.programme,
    territory_grant.beneficiary,
    territory_grant.eur::DOUBLE AS eur
FROM looked_at($selection) AS looked_at
INNER JOIN territory_grant USING (territory_id)
INNER JOIN grant_source USING (source_id)
WHERE territory_grant.how = 'nom'
ORDER BY looked_at.territory_rank, territory_grant.eur DESC, territory_grant.grant_id;
