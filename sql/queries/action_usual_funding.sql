-- One row per scheme that an action names and funder that the scheme normally has pay; none where the action itself names
-- somebody who pays.
SELECT
    scheme.scheme_id,
    scheme.label AS scheme,
    scheme.acronym,
    funder.label AS funder,
    scheme_funding.part,
    scheme_funding.rule,
    scheme_funding.since,
    scheme_funding.until,
    scheme_funding.source_title,
    scheme_funding.source_url,
    scheme_funding.source_date_label,
    scheme_funding.checked_on
FROM action_scheme
INNER JOIN scheme USING (scheme_id)
INNER JOIN scheme_funding USING (scheme_id)
INNER JOIN funder USING (funder_id)
WHERE
    action_scheme.action_id = $action_id
    AND NOT EXISTS (
        SELECT 1 FROM action_funder
        WHERE
            action_funder.action_id = $action_id
            AND action_funder.role = 'financeur'
            AND action_funder.certainty = 'dit'
    )
ORDER BY scheme.label, funder.label;
