-- One row per degree of commitment and territory of which the Selection keeps an action of that degree: these actions.
SELECT
    engagement,
    territory_rank,
    sum(actions)::BIGINT AS actions
FROM selected_profile($kept)
GROUP BY engagement, territory_rank
ORDER BY engagement, territory_rank;
