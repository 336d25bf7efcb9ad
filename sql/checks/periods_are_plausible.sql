-- Une période commence avant de finir, entre 2000 et 2050.
SELECT
    action_id,
    period_start,
    period_end
FROM action
WHERE period_start NOT BETWEEN 2000 AND 2050 OR coalesce(period_end, period_start) NOT BETWEEN period_start AND 2050;
