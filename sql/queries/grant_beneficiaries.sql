-- One row per body that was granted most in each territory: so many of each.
WITH body AS (
    SELECT
        granted.territory_id,
        granted.territory,
        granted.territory_rank,
        CASE granted.beneficiary_kind WHEN 'commune' THEN granted.commune ELSE coalesce(granted.siren, granted.insee) END AS code,
        any_value(granted.beneficiary ORDER BY granted.year DESC, granted.grant_id) AS beneficiary,
        any_value(granted.beneficiary_kind ORDER BY granted.year DESC, granted.grant_id) AS beneficiary_kind,
        count(*)::BIGINT AS grants,
        sum(granted.eur)::DOUBLE AS eur,
        max(granted.eur)::DOUBLE AS largest_eur
    FROM told_grant($selection) AS granted
    WHERE granted.funder = $funder
    GROUP BY ALL
)

SELECT
    *,
    count(*) OVER (PARTITION BY territory_id)::BIGINT AS beneficiaries,
    sum(eur) OVER (PARTITION BY territory_id)::DOUBLE AS total_eur
FROM body
QUALIFY row_number() OVER (PARTITION BY territory_id ORDER BY eur DESC, code) <= $most
ORDER BY territory_rank, eur DESC, code;
