-- Seul un financeur paie une partie d’une action, et les mots de cette partie sont ceux de l’action.
WITH words AS (
    SELECT
        action_funder.action_id,
        action_funder.funder_id,
        action_funder.role,
        regexp_replace(action_funder.part, '[^\p{L}\p{N}]', '', 'g') AS part,
        regexp_replace(string_agg(document_line.text, ' ' ORDER BY document_line.line), '[^\p{L}\p{N}]', '', 'g')
            AS passage
    FROM action_funder
    INNER JOIN action USING (action_id)
    INNER JOIN document_line
        ON action.document_id = document_line.document_id
        AND document_line.line BETWEEN action.first_line AND action.last_line
    WHERE action_funder.part IS NOT NULL
    GROUP BY action_funder.action_id, action_funder.funder_id, action_funder.role, action_funder.part
)

SELECT
    action_id,
    funder_id,
    role
FROM words
WHERE role <> 'financeur' OR NOT contains(passage, part);
