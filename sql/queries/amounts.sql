-- One row per sum of money, the largest first, each envelope right before its components.
WITH RECURSIVE tree AS (
    SELECT
        amount_id,
        0 AS depth,
        [{'less': -eur, 'amount_id': amount_id}] AS path
    FROM amount
    WHERE part_of IS NULL
    UNION ALL
    SELECT
        amount.amount_id,
        tree.depth + 1 AS depth,
        list_append(tree.path, {'less': -amount.eur, 'amount_id': amount.amount_id}) AS path
    FROM amount
    INNER JOIN tree ON amount.part_of = tree.amount_id
)

SELECT
    amount.amount_id,
    amount.label,
    amount.document_id,
    territory.territory_id,
    territory.short_name AS territory,
    document.title AS document,
    document.date_label,
    amount.action_id,
    amount.funder_id,
    funder.label AS funder,
    amount.eur::DOUBLE AS eur,
    amount.scope,
    scope.label AS scope_label,
    scope.definition AS scope_definition,
    scope.rank AS scope_rank,
    amount_kind.label AS kind,
    amount.tax_basis,
    amount.period_words,
    amount.period_line,
    amount.period_start,
    amount.period_end,
    amount.part_of,
    tree.depth,
    amount.same_as,
    amount.conflicts_with,
    envelope.parts,
    envelope.parts_eur::DOUBLE AS parts_eur,
    envelope.rest_eur::DOUBLE AS rest_eur,
    amount.quote,
    amount.line,
    amount.reason
FROM amount
INNER JOIN tree USING (amount_id)
INNER JOIN scope USING (scope)
INNER JOIN amount_kind USING (kind)
INNER JOIN territory USING (territory_id)
INNER JOIN document USING (document_id)
LEFT JOIN funder USING (funder_id)
LEFT JOIN envelope USING (amount_id)
WHERE is_chosen(($selection).territories, territory.territory_id)
ORDER BY scope.rank, territory.rank, tree.path;
