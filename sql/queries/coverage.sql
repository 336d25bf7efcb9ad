-- One row per territory: how many actions name a funder, only partners, or nobody.
SELECT
    territory.territory_id,
    territory.short_name AS territory,
    territory.rank AS territory_rank,
    count(*) AS total,
    count(*) FILTER (len(action_overview.funders) > 0) AS with_funder,
    count(*) FILTER (len(action_overview.funders) = 0 AND len(action_overview.partners) > 0) AS partners_only,
    count(*) FILTER (len(action_overview.funders) = 0 AND len(action_overview.partners) = 0) AS nobody
FROM action_overview
INNER JOIN territory USING (territory_id)
WHERE
    CASE
        WHEN $territories IS NULL THEN territory.is_compared
        ELSE list_contains($territories::VARCHAR[], territory.territory_id)
    END
GROUP BY ALL
ORDER BY territory.rank;
