-- One row per grant of a giver, the largest of each territory first: so many of each territory.
SELECT
    granted.territory_id,
    granted.territory,
    granted.territory_rank,
    granted.grant_id,
    granted.source_id,
    grant_source.label AS source,
    grant_source.file,
    granted.line,
    granted.year,
    granted.programme,
    granted.measure,
    granted.beneficiary,
    granted.title,
    granted.cost::DOUBLE AS cost,
    granted.eur::DOUBLE AS eur,
    theme.label AS theme,
    granted.theme_words,
    granted.theme_origin,
    count(*) OVER (PARTITION BY granted.territory_id)::BIGINT AS grants,
    sum(granted.eur) OVER (PARTITION BY granted.territory_id)::DOUBLE AS total_eur
FROM counted_grant($selection) AS granted
INNER JOIN grant_source USING (source_id)
LEFT JOIN theme USING (theme_id)
WHERE granted.funder = $funder
QUALIFY row_number() OVER (PARTITION BY granted.territory_id ORDER BY granted.eur DESC, granted.grant_id) <= $most
ORDER BY granted.territory_rank, granted.eur DESC, granted.grant_id;
