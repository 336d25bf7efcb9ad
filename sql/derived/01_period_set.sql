-- One row per period that an action states, and one for those that state none: the years that it lasts. A period without a
-- stated end runs on, as far as any that has one.
CREATE TABLE period_set AS
WITH latest AS (
    SELECT max(coalesce(period_end, period_start)) AS period_end
    FROM action
),

stated AS (
    SELECT DISTINCT
        period_start,
        period_end
    FROM action
)

SELECT
    row_number() OVER (ORDER BY stated.period_start, stated.period_end)::INTEGER AS period_set,
    stated.period_start,
    stated.period_end,
    CASE
        WHEN stated.period_start IS NULL THEN ['non-renseigne']
        ELSE list_transform(
            range(
                stated.period_start,
                greatest(stated.period_start, coalesce(stated.period_end, latest.period_end)) + 1
            ),
            LAMBDA year: year::VARCHAR
        )
    END AS years
FROM stated
CROSS JOIN latest
ORDER BY stated.period_start, stated.period_end;

ALTER TABLE period_set ADD PRIMARY KEY (period_set);

COMMENT ON TABLE period_set IS 'Les périodes que des actions annoncent, chacune une fois, sous un numéro.';
COMMENT ON COLUMN period_set.period_set IS 'Numéro de la période.';
COMMENT ON COLUMN period_set.period_start IS 'Première année annoncée.';
COMMENT ON COLUMN period_set.period_end IS 'Dernière année annoncée.';
COMMENT ON COLUMN period_set.years IS 'Ses années ; « non-renseigne » seul où aucune période n’est annoncée.';
