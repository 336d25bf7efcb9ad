-- One row per sum of money of these territories whose payer the Selection keeps, the largest first, each envelope right
-- before its components. A sum whose document says no payer stands at the level « non renseigné ». What fields of a brought
-- plan state of an action is no document's own: `action_sums` has it.
WITH RECURSIVE kept AS (
    SELECT
        amount.*,
        funder.label AS funder
    FROM amount
    LEFT JOIN funder ON amount.funder_id = funder.funder_id
    INNER JOIN judged_territory(($selection).territories) AS territory ON amount.territory_id = territory.territory_id
    WHERE
        amount.field IS NULL
        AND territory.is_chosen
        AND is_chosen(($selection).levels, coalesce(funder.level, 'non-renseigne'))
        AND is_chosen(($selection).funders, coalesce(amount.funder_id, ''))
),

tree AS (
    SELECT
        kept.amount_id,
        0 AS depth,
        [{'less': -kept.eur, 'amount_id': kept.amount_id}] AS path
    FROM kept
    WHERE kept.part_of IS NULL OR kept.part_of NOT IN (SELECT above.amount_id FROM kept AS above)
    UNION ALL
    SELECT
        kept.amount_id,
        tree.depth + 1 AS depth,
        list_append(tree.path, {'less': -kept.eur, 'amount_id': kept.amount_id}) AS path
    FROM kept
    INNER JOIN tree ON kept.part_of = tree.amount_id
)

SELECT
    kept.amount_id,
    kept.label,
    kept.document_id,
    territory.territory_id,
    territory.short_name AS territory,
    document.title AS document,
    document.date_label,
    kept.action_id,
    kept.funder_id,
    kept.funder,
    kept.eur::DOUBLE AS eur,
    kept.scope,
    scope.label AS scope_label,
    scope.definition AS scope_definition,
    scope.rank AS scope_rank,
    amount_kind.label AS kind,
    amount_kind.standing,
    kept.tax_basis,
    kept.period_words,
    kept.period_line,
    kept.period_start,
    kept.period_end,
    kept.part_of,
    tree.depth,
    kept.same_as,
    kept.conflicts_with,
    envelope.parts,
    envelope.parts_eur::DOUBLE AS parts_eur,
    envelope.rest_eur::DOUBLE AS rest_eur,
    kept.quote,
    kept.line,
    kept.reason
FROM kept
INNER JOIN tree ON kept.amount_id = tree.amount_id
INNER JOIN scope ON kept.scope = scope.scope
INNER JOIN amount_kind ON kept.kind = amount_kind.kind
INNER JOIN territory ON kept.territory_id = territory.territory_id
INNER JOIN document ON kept.document_id = document.document_id
LEFT JOIN envelope ON kept.amount_id = envelope.amount_id
ORDER BY scope.rank, territory.rank, tree.path;
