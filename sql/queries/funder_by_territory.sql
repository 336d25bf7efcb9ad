-- One row per funder that an action of the Selection names in these roles, and territory.
WITH
kept AS (
    SELECT * FROM selected_action(
        $territories::VARCHAR[], $themes::VARCHAR[], $with_secondary::BOOLEAN, $levels::VARCHAR[],
        $funders::VARCHAR[], $roles::VARCHAR[], $schemes::VARCHAR[], $engagements::VARCHAR[]
    )
),

named AS (
    SELECT
        kept.action_id,
        kept.territory_id,
        funder.funder_id
    FROM kept
    INNER JOIN action_funder USING (action_id)
    INNER JOIN funder USING (funder_id)
    WHERE
        list_contains($roles::VARCHAR[], action_funder.role)
        AND ($funders IS NULL OR list_contains($funders::VARCHAR[], funder.funder_id))
        AND ($levels IS NULL OR list_contains($levels::VARCHAR[], funder.level))
),

totals AS (
    SELECT
        territory.territory_id,
        territory.short_name AS territory,
        territory.rank AS territory_rank,
        count(kept.action_id) AS total
    FROM territory
    LEFT JOIN kept USING (territory_id)
    WHERE
        CASE
            WHEN $territories IS NULL THEN territory.is_compared
            ELSE list_contains($territories::VARCHAR[], territory.territory_id)
        END
    GROUP BY territory.territory_id, territory.short_name, territory.rank
)

SELECT
    funder.funder_id,
    funder.label,
    level.label AS level,
    level.rank AS level_rank,
    totals.territory_id,
    totals.territory,
    totals.territory_rank,
    totals.total,
    count(named.action_id) AS actions
FROM funder
INNER JOIN level USING (level)
CROSS JOIN totals
LEFT JOIN named ON funder.funder_id = named.funder_id AND totals.territory_id = named.territory_id
SEMI JOIN named AS any_named ON funder.funder_id = any_named.funder_id
GROUP BY ALL
ORDER BY level.rank, funder.label, totals.territory_rank;
