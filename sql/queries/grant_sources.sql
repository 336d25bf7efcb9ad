-- One row per list of grants, with what stands in it that counts nowhere: rows without any code, and rows that repeat those
-- of another list.
SELECT
    grant_source.*,
    count(grant.grant_id)::BIGINT AS grants,
    count(grant.grant_id) FILTER (grant.beneficiary_kind = 'sans-code')::BIGINT AS uncoded,
    count(grant.same_as)::BIGINT AS repeated,
    list(DISTINCT grant.funder ORDER BY grant.funder) FILTER (grant.funder IS NOT NULL) AS funders,
    list(DISTINCT grant.programme ORDER BY grant.programme) FILTER (grant.programme IS NOT NULL) AS programmes
FROM grant_source
LEFT JOIN grant USING (source_id)
GROUP BY ALL
ORDER BY grant_source.rank;
