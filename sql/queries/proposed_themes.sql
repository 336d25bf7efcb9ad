-- One row per theme of each action of a document, in the order of the document, with its words and where it comes from;
-- the words of the action's first line, by which a theme that nothing proposes can be cited; and whether the main theme
-- is sure: read of the action's own words, alone, and named outright by a term (evaluation/README.md has the figures).
WITH named AS (
    SELECT DISTINCT
        action.action_id,
        mention.code AS theme_id
    FROM action
    INNER JOIN mention
        ON action.document_id = mention.document_id AND mention.line BETWEEN action.first_line AND action.last_line
    WHERE action.document_id = $document_id AND mention.field = 'theme' AND mention.weight = 3
)

SELECT
    action.action_id,
    action.rank AS action_rank,
    action.number_printed,
    action.title,
    action.text,
    action.detail,
    action.first_line,
    first.text AS first_words,
    action_theme.theme_id,
    theme.label AS theme,
    action_theme.rank AS theme_rank,
    action_theme.origin,
    action_theme.evidence,
    action_theme.origin = 'rule' AND named.theme_id IS NOT NULL
    AND count(*) OVER (PARTITION BY action.action_id) = 1 AS is_sure
FROM action
INNER JOIN action_theme USING (action_id)
INNER JOIN theme USING (theme_id)
INNER JOIN document_line AS first ON action.document_id = first.document_id AND action.first_line = first.line
LEFT JOIN named ON action.action_id = named.action_id AND action_theme.theme_id = named.theme_id
WHERE action.document_id = $document_id
ORDER BY action.rank, action_theme.rank;
