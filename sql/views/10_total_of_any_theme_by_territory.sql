-- One row per territory that the reader looks at: how many actions the filters other than the theme keep,
-- which is what shares of themes are taken of.
CREATE MACRO total_of_any_theme_by_territory(asked) AS TABLE
SELECT
    looked_at.territory_id,
    looked_at.territory,
    looked_at.territory_rank,
    count(kept.action_id) AS total
FROM looked_at(asked) AS looked_at
LEFT JOIN selected_action_of_any_theme(asked) AS kept USING (territory_id)
GROUP BY ALL;
