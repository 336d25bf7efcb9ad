-- Les premiers mots de chaque action se lisent à ses lignes, aux marques de mise en forme près.
WITH
-- Nearly all open with the title as it stands: only the others are read letter by letter, all of their lines.
unsure AS (
    SELECT
        action.action_id,
        action.document_id,
        action.title,
        unnest(range(action.first_line, action.last_line + 1)) AS line
    FROM action
    LEFT JOIN document_line
        ON action.document_id = document_line.document_id AND action.first_line = document_line.line
    WHERE NOT coalesce(contains(document_line.text, action.title), FALSE)
),

words AS (
    SELECT
        unsure.action_id,
        regexp_replace(unsure.title, '[^\p{L}\p{N}]', '', 'g') AS title,
        regexp_replace(string_agg(document_line.text, ' ' ORDER BY document_line.line), '[^\p{L}\p{N}]', '', 'g')
            AS passage
    FROM unsure
    INNER JOIN document_line ON unsure.document_id = document_line.document_id AND unsure.line = document_line.line
    GROUP BY unsure.action_id, unsure.title
)

SELECT
    action_id,
    title
FROM words
WHERE NOT contains(passage, title);
