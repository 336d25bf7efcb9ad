-- One row: an action with its document, or none.
SELECT
    action_overview.*,
    action.repeated_lines,
    action.restated_lines,
    action.cut_reason,
    action.engagement_origin,
    action.engagement_evidence,
    action.nature_origin,
    action.nature_evidence,
    action.period_evidence,
    action.period_line,
    document.title AS document,
    document.issuer,
    document.kind AS document_kind,
    document.date_label,
    document.caveat,
    document.is_reviewed,
    document.line_count,
    (
        -- The label of a field's sum tells the action again, with its identifier.
        SELECT list_sort(list({
            'line': amount.line,
            'label': CASE
                WHEN amount.field IS NULL THEN amount.label
                ELSE concat(
                    concat_ws(
                        ' ', amount_kind.label, amount.tax_basis, CASE WHEN amount.per = 'an' THEN 'par an' END
                    ),
                    coalesce(' : ' || funder.label, '')
                )
            END,
            'eur': amount.eur::DOUBLE,
            'period_words': amount.period_words,
            'quote': amount.quote,
            'field': amount.field
        }))
        FROM amount
        INNER JOIN amount_kind ON amount.kind = amount_kind.kind
        LEFT JOIN funder ON amount.funder_id = funder.funder_id
        WHERE amount.action_id = action.action_id
    ) AS amounts
FROM action_overview
INNER JOIN action USING (action_id)
INNER JOIN document ON action.document_id = document.document_id
WHERE action_overview.action_id = $action_id;
