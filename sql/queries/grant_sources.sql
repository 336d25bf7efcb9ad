-- One row per list of grants, with what stands in it that counts nowhere.
SELECT
    grant_source.*,
    overview.grants,
    overview.uncoded,
    overview.repeated,
    overview.funders,
    overview.is_of_france
FROM grant_source
INNER JOIN grant_source_overview AS overview USING (source_id)
ORDER BY grant_source.rank;
