-- One row per grant that is told beside a territory that the reader looks at and counts nowhere: without any code, or of a
-- body of its department that is in none of its communes. So many of each territory, the largest first. No theme is asked,
-- since nobody read what all of them are for.
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
    territory_grant.title,
    territory_grant.how,
    territory_grant.eur::DOUBLE AS eur,
    count(*) OVER (PARTITION BY looked_at.territory_id)::BIGINT AS grants,
    sum(territory_grant.eur) OVER (PARTITION BY looked_at.territory_id)::DOUBLE AS total_eur
FROM looked_at($selection) AS looked_at
INNER JOIN territory_grant USING (territory_id)
INNER JOIN grant_source USING (source_id)
WHERE territory_grant.how <> 'code'
QUALIFY
    row_number() OVER (
        PARTITION BY looked_at.territory_id
        ORDER BY territory_grant.how DESC, territory_grant.eur DESC, territory_grant.grant_id
    ) <= $most
ORDER BY looked_at.territory_rank, territory_grant.how DESC, territory_grant.eur DESC, territory_grant.grant_id;
