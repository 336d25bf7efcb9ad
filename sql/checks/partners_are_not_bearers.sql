-- Celui qui porte un document n’est jamais partenaire de ses propres actions.
SELECT
    action_funder.action_id,
    action_funder.funder_id
FROM action_funder
INNER JOIN action USING (action_id)
INNER JOIN document_bearer
    ON action.document_id = document_bearer.document_id
    AND action_funder.funder_id = document_bearer.funder_id
WHERE action_funder.role = 'partenaire';
