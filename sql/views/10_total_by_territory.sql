-- One row per territory that the reader looks at: how many actions the Selection keeps of it, zero included.
CREATE MACRO total_by_territory(asked, of_any_theme := FALSE) AS TABLE
SELECT
    looked_at.territory_id,
    looked_at.territory,
    looked_at.territory_rank,
    coalesce(sum(kept.actions), 0)::BIGINT AS total
FROM looked_at(asked) AS looked_at
LEFT JOIN selected_profile(asked, of_any_theme := of_any_theme) AS kept USING (territory_id)
GROUP BY ALL;
