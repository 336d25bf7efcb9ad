-- One row per territory of which the Selection keeps an action: its actions, those that name a body that pays, those that
-- name only one that may pay, and those that state no period.
WITH kept AS (
    SELECT
        territory_rank,
        body_set,
        sum(actions)::BIGINT AS actions,
        coalesce(sum(actions) FILTER (NOT is_dated), 0)::BIGINT AS undated
    FROM selected_profile($kept)
    GROUP BY ALL
),

paying AS (
    SELECT
        body_set,
        NOT list_contains(levels, 'non-renseigne') AS is_paid,
        len(list_filter(bodies, LAMBDA one: one.role = 'financeur' AND one.certainty = 'envisage')) > 0 AS is_envisaged
    FROM body_set
)

SELECT
    territory.territory_id,
    territory.short_name AS territory,
    territory.rank AS territory_rank,
    sum(kept.actions)::BIGINT AS actions,
    coalesce(sum(kept.actions) FILTER (paying.is_paid), 0)::BIGINT AS paid,
    coalesce(sum(kept.actions) FILTER (NOT paying.is_paid AND paying.is_envisaged), 0)::BIGINT AS envisaged,
    sum(kept.undated)::BIGINT AS undated
FROM kept
INNER JOIN paying USING (body_set)
INNER JOIN territory ON kept.territory_rank = territory.rank
GROUP BY ALL
ORDER BY territory.rank;
