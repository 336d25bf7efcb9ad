-- One row per territory that the reader's Selection looks at: those that it names, else the compared ones.
CREATE MACRO looked_at(territories) AS TABLE
SELECT
    territory_id,
    short_name AS territory,
    rank AS territory_rank
FROM territory
WHERE
    CASE
        WHEN territories IS NULL THEN is_compared
        ELSE list_contains(territories, territory_id)
    END;
