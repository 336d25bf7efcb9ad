-- One row per territory that the reader looks at: how large its grants of one giver are, and how many bodies have them.
SELECT
    looked_at.territory_id,
    looked_at.territory,
    looked_at.territory_rank,
    territory.population,
    count(granted.grant_id)::BIGINT AS grants,
    coalesce(sum(granted.eur), 0)::DOUBLE AS eur,
    median(granted.eur::DOUBLE) AS median_eur,
    max(granted.eur)::DOUBLE AS largest_eur,
    count(granted.cost)::BIGINT AS costed,
    sum(granted.cost)::DOUBLE AS cost,
    sum(granted.eur) FILTER (granted.cost IS NOT NULL)::DOUBLE AS costed_eur,
    count(
        DISTINCT CASE granted.beneficiary_kind WHEN 'commune' THEN granted.commune ELSE coalesce(granted.siren, granted.insee) END
    )::BIGINT AS beneficiaries
FROM looked_at($selection) AS looked_at
INNER JOIN territory USING (territory_id)
LEFT JOIN told_grant($selection) AS granted ON looked_at.territory_id = granted.territory_id AND granted.funder = $funder
GROUP BY ALL
ORDER BY looked_at.territory_rank;
