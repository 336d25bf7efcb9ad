-- One row per territory that the reader looks at: how many of its actions are kept, zero included.
CREATE MACRO total_by_territory(judged, of_any_theme := FALSE) AS TABLE
SELECT
    territory.territory_id,
    territory.short_name AS territory,
    territory.rank AS territory_rank,
    coalesce(kept.actions, 0)::BIGINT AS total
FROM territory
LEFT JOIN (
    SELECT
        territory_rank,
        sum(actions) AS actions
    FROM selected_profile(judged, of_any_theme := of_any_theme)
    GROUP BY territory_rank
) AS kept ON territory.rank = kept.territory_rank
WHERE get_bit((judged::kept).territories, territory.rank) = 1;
