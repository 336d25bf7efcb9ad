-- One row per territory that the reader looks at: those that the Selection names, else the compared ones.
CREATE MACRO looked_at(asked) AS TABLE
SELECT
    territory_id,
    short_name AS territory,
    rank AS territory_rank
FROM judged_territory((asked::selection).territories)
WHERE is_looked_at;
