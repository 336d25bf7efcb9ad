-- One row per territory that the reader looks at: how many actions the Selection keeps of it, zero included.
CREATE MACRO total_by_territory(asked, of_any_theme := FALSE) AS TABLE
SELECT
    looked_at.territory_id,
    looked_at.territory,
    looked_at.territory_rank,
    coalesce(kept.actions, 0)::BIGINT AS total
FROM looked_at(asked) AS looked_at
LEFT JOIN (
    SELECT
        territory_rank,
        sum(actions) AS actions
    FROM selected_profile(asked, of_any_theme := of_any_theme)
    GROUP BY territory_rank
) AS kept USING (territory_rank);
