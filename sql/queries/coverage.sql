-- One row per territory: how many actions of the Selection name a body that pays, else one that might, else one that
-- signs, else one that helps, or nobody. Each action counts once.
SELECT
    kept.territory_id,
    kept.territory,
    kept.territory_rank,
    count(*) AS total,
    count(*) FILTER (len(kept.funders) > 0) AS with_funder,
    count(*) FILTER (len(kept.funders) = 0 AND len(kept.envisaged_funders) > 0) AS envisaged_only,
    count(*) FILTER (
        len(kept.funders) = 0 AND len(kept.envisaged_funders) = 0 AND len(kept.signatories) > 0
    ) AS signatories_only,
    count(*) FILTER (
        len(kept.funders) = 0 AND len(kept.envisaged_funders) = 0 AND len(kept.signatories) = 0
        AND len(kept.partners) > 0
    ) AS partners_only,
    count(*) FILTER (
        len(kept.funders) = 0 AND len(kept.envisaged_funders) = 0 AND len(kept.signatories) = 0
        AND len(kept.partners) = 0
    ) AS nobody
FROM selected_action(
        $territories::VARCHAR[], $themes::VARCHAR[], $with_secondary::BOOLEAN, $levels::VARCHAR[],
        $funders::VARCHAR[], $roles::VARCHAR[], $schemes::VARCHAR[], $engagements::VARCHAR[]
    ) AS kept
GROUP BY ALL
ORDER BY kept.territory_rank;
