-- One row per degree of commitment and territory: its actions of that degree, and all its actions, within the Selection.
WITH
kept AS (
    SELECT * FROM selected_action($selection)
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
CROSS JOIN total_by_territory($selection) AS totals
LEFT JOIN kept ON engagement.engagement = kept.engagement AND totals.territory_id = kept.territory_id
WHERE is_chosen(($selection).engagements, engagement.engagement)
GROUP BY ALL
ORDER BY engagement.rank, totals.territory_rank;
