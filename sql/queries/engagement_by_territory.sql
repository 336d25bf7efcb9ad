-- One row per degree of commitment and territory: its actions of that degree, and all its actions, within the Selection.
WITH
counted AS (
    SELECT
        engagement,
        territory_rank,
        sum(actions)::BIGINT AS actions
    FROM selected_profile($selection)
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
    coalesce(counted.actions, 0) AS actions
FROM engagement
CROSS JOIN total_by_territory($selection) AS totals
LEFT JOIN counted ON engagement.engagement = counted.engagement AND totals.territory_rank = counted.territory_rank
WHERE is_chosen(($selection).engagements, engagement.engagement)
ORDER BY engagement.rank, totals.territory_rank;
