-- One row per territory that the reader looks at: how many actions the Selection keeps of it, zero included.
SELECT
    territory_id,
    territory,
    territory_rank,
    total
FROM total_by_territory($kept)
ORDER BY territory_rank;
