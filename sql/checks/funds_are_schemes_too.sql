-- LEADER et les certificats d’économies d’énergie sont à la fois un financeur et un dispositif.
SELECT
    action_funder.action_id,
    action_funder.funder_id,
    action_funder.role
FROM action_funder
LEFT JOIN action_scheme
    ON action_funder.action_id = action_scheme.action_id
    AND action_funder.funder_id = action_scheme.scheme_id
WHERE
    action_funder.funder_id IN ('leader', 'cee')
    AND (action_scheme.scheme_id IS NULL OR action_funder.role <> 'financeur');
