-- One row per degree of commitment and territory: its actions of that degree, and all its actions, within the Selection.
WITH
kept AS (
    SELECT * FROM selected_action(
        $territories::VARCHAR[], $themes::VARCHAR[], $with_secondary::BOOLEAN, $levels::VARCHAR[],
        $funders::VARCHAR[], $roles::VARCHAR[], $schemes::VARCHAR[], $engagements::VARCHAR[]
    )
),

totals AS (
    SELECT
        looked_at.territory_id,
        looked_at.territory,
        looked_at.territory_rank,
        count(kept.action_id) AS total
    FROM looked_at($territories::VARCHAR[]) AS looked_at
    LEFT JOIN kept USING (territory_id)
    GROUP BY ALL
)

SELECT
    engagement.engagement,
    engagement.label,
    engagement.definition,
    engagement.rank AS engagement_rank,
    totals.territory_id,
    totals.territory,
    totals.territory_rank,
    totals.total,
    count(kept.action_id) AS actions
FROM engagement
CROSS JOIN totals
LEFT JOIN kept ON engagement.engagement = kept.engagement AND totals.territory_id = kept.territory_id
WHERE $engagements IS NULL OR list_contains($engagements::VARCHAR[], engagement.engagement)
GROUP BY ALL
ORDER BY engagement.rank, totals.territory_rank;
