-- One row per territory of which the Selection keeps an action: its actions, those that name a body that pays, those that
-- name only one that may pay, and those that state no period.
SELECT
    territory_id,
    territory,
    territory_rank,
    sum(actions)::BIGINT AS actions,
    coalesce(sum(actions) FILTER (NOT list_contains(levels, 'non-renseigne')), 0)::BIGINT AS paid,
    coalesce(sum(actions) FILTER (
        list_contains(levels, 'non-renseigne')
        AND len(list_filter(bodies, LAMBDA one: one.role = 'financeur' AND one.certainty = 'envisage')) > 0
    ), 0)::BIGINT AS envisaged,
    coalesce(sum(actions) FILTER (NOT is_dated), 0)::BIGINT AS undated
FROM selected_profile($selection)
GROUP BY ALL
ORDER BY territory_rank;
