-- One row per territory that the reader looks at: those that the Selection names, else the compared ones.
CREATE MACRO looked_at(asked) AS TABLE
SELECT
    territory_id,
    short_name AS territory,
    rank AS territory_rank
FROM territory
WHERE is_looked_at((asked::selection).territories, territory_id, is_compared);
