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
        SELECT list({
            'label': amount.label, 'eur': amount.eur::DOUBLE, 'period_words': amount.period_words,
            'quote': amount.quote, 'line': amount.line
        })
        FROM amount
        WHERE amount.action_id = action.action_id
    ) AS amounts
FROM action_overview
INNER JOIN action USING (action_id)
INNER JOIN document ON action.document_id = document.document_id
WHERE action_overview.action_id = $action_id;
