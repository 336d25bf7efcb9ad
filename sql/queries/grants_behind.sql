-- One row per grant that counts, whoever gave it, the largest of each territory first.
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
    granted.funder,
    granted.siren,
    granted.insee
FROM counted_grant($selection) AS granted
INNER JOIN grant_source USING (source_id)
LEFT JOIN theme USING (theme_id)
ORDER BY granted.territory_rank, granted.eur DESC, granted.grant_id;
