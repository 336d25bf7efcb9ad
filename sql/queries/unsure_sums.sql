-- One row per words of a field of an action that the Selection keeps that may state a sum, of which it is not sure what.
SELECT
    amount_kind.standing,
    kept.action_id,
    unsure_sum.words
FROM selected_action($kept) AS kept
INNER JOIN unsure_sum ON kept.action_id = unsure_sum.action_id
INNER JOIN amount_kind ON unsure_sum.kind = amount_kind.kind
ORDER BY kept.territory_rank, kept.rank, unsure_sum.rank;
