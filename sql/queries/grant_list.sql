-- One row per grant, of one giver or of all, that counts or is told apart: so many of each territory, or all, the largest
-- first; of those apart first the ones that bear a member's name.
SELECT
    told.territory_id,
    told.territory,
    told.territory_rank,
    told.grant_id,
    told.source_id,
    grant_source.label AS source,
    told.line,
    told.how,
    told.year,
    told.funder,
    told.programme,
    told.measure,
    told.beneficiary,
    told.siren,
    told.insee,
    told.title,
    told.cost::DOUBLE AS cost,
    told.eur::DOUBLE AS eur,
    theme.label AS theme,
    told.theme_words,
    told.theme_origin,
    count(*) OVER (PARTITION BY told.territory_id)::BIGINT AS grants,
    sum(told.eur) OVER (PARTITION BY told.territory_id)::DOUBLE AS total_eur,
    count(*) FILTER (told.how = 'nom') OVER (PARTITION BY told.territory_id)::BIGINT AS alike,
    coalesce(sum(told.eur) FILTER (told.how = 'nom') OVER (PARTITION BY told.territory_id), 0)::DOUBLE AS alike_eur
FROM told_grant($selection, apart := $apart) AS told
INNER JOIN grant_source USING (source_id)
LEFT JOIN theme USING (theme_id)
WHERE $funder IS NULL OR told.funder = $funder
QUALIFY
    $most IS NULL
    OR row_number() OVER (PARTITION BY told.territory_id ORDER BY told.how DESC, told.eur DESC, told.grant_id) <= $most
ORDER BY told.territory_rank, told.how DESC, told.eur DESC, told.grant_id;
