-- One row per territory of the Selection: its actions, and those that state no period.
SELECT
    kept.territory_id,
    kept.territory,
    kept.territory_rank,
    count(*) AS total,
    count(*) FILTER (kept.period_start IS NULL) AS undated
FROM selected_action($selection) AS kept
GROUP BY ALL
ORDER BY kept.territory_rank;
