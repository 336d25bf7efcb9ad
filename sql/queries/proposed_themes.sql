-- One row per theme of each action of a document, in the order of the document, with its words and where it comes from;
-- the words of the action's first line, by which a theme that nothing proposes can be cited.
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
    action_theme.evidence
FROM action
INNER JOIN action_theme USING (action_id)
INNER JOIN theme USING (theme_id)
INNER JOIN document_line AS first ON action.document_id = first.document_id AND action.first_line = first.line
WHERE action.document_id = $document_id
ORDER BY action.rank, action_theme.rank;
