-- One row per sum that a field of a brought plan states of an action that the Selection keeps, the largest of each sort
-- first: a sort is what the sum is, its tax basis and whether it is a year's. Of what payers give, theirs that the Selection
-- keeps.
SELECT
    amount.amount_id,
    amount_kind.standing,
    amount_kind.label AS kind,
    scope.label AS scope_label,
    amount.tax_basis,
    amount.per,
    kept.action_id,
    kept.title AS action,
    kept.number_printed,
    kept.territory_id,
    kept.territory,
    kept.document_id,
    document.title AS document,
    document.date_label,
    amount.funder_id,
    funder.label AS funder,
    amount.eur::DOUBLE AS eur,
    amount.period_words,
    amount.field,
    amount.quote,
    amount.line,
    amount.reason
FROM selected_action($kept) AS kept
INNER JOIN amount ON kept.action_id = amount.action_id
INNER JOIN amount_kind ON amount.kind = amount_kind.kind
INNER JOIN scope ON amount.scope = scope.scope
INNER JOIN document ON kept.document_id = document.document_id
LEFT JOIN funder ON amount.funder_id = funder.funder_id
WHERE
    amount.field IS NOT NULL
    AND (
        amount.funder_id IS NULL
        OR (is_chosen(($selection).funders, amount.funder_id) AND is_chosen(($selection).levels, funder.level))
    )
ORDER BY
    list_position(['cout', 'participation', 'participation-envisagee', 'part-propre'], amount_kind.standing),
    amount.tax_basis NULLS LAST,
    amount.per NULLS FIRST,
    amount.eur DESC,
    kept.territory_rank,
    kept.rank,
    amount.amount_id;
