-- One row per action of a document: its lines, those that repeat it, and what it is coded with.
SELECT
    action_overview.action_id,
    action_overview.number_printed,
    action_overview.title,
    action_overview.first_line,
    action_overview.last_line,
    action.repeated_lines,
    action.restated_lines,
    action_overview.themes,
    action_overview.engagement_label,
    action_overview.nature_label,
    action_overview.funders,
    action_overview.envisaged_funders,
    action_overview.signatories,
    action_overview.partners,
    action_overview.schemes,
    action_overview.period_start,
    action_overview.period_end
FROM action_overview
INNER JOIN action USING (action_id)
WHERE action_overview.document_id = $document_id
ORDER BY action_overview.rank;
