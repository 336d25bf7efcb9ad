-- Les premiers mots de chaque action se lisent à ses lignes, aux marques de mise en forme près.
WITH words AS (
    SELECT
        action.action_id,
        regexp_replace(action.title, '[^\p{L}\p{N}]', '', 'g') AS title,
        regexp_replace(string_agg(document_line.text, ' ' ORDER BY document_line.line), '[^\p{L}\p{N}]', '', 'g')
            AS passage
    FROM action
    INNER JOIN document_line
        ON action.document_id = document_line.document_id
        AND document_line.line BETWEEN action.first_line AND action.last_line
    GROUP BY action.action_id, action.title
)

SELECT
    action_id,
    title
FROM words
WHERE NOT contains(passage, title);
