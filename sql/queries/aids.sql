-- One row per aid that a document of a territory looked at presents, or of the region in which one lies; its
-- theme is the main one of the action read at its place.
SELECT
    aid.document_id || '/' || aid.line AS aid_id,
    aid.document_id,
    territory.territory_id,
    territory.short_name AS territory,
    document.date_label,
    aid.line,
    aid.title,
    aid.beneficiary,
    aid.beneficiary_line,
    aid.published_on,
    coalesce(aid.date_words, 'sans date') AS date_words,
    aid.date_line,
    aid.words,
    aid.words_line,
    aid.state,
    aid.state_line,
    aid.list_words,
    aid.list_line,
    theme.label AS theme
FROM aid
INNER JOIN document USING (document_id)
INNER JOIN judged_territory(($selection).territories) AS territory USING (territory_id)
LEFT JOIN action
    ON aid.document_id = action.document_id AND aid.line BETWEEN action.first_line AND action.last_line
LEFT JOIN action_theme ON action.action_id = action_theme.action_id AND action_theme.rank = 1
LEFT JOIN theme USING (theme_id)
WHERE
    territory.is_chosen
    OR (
        NOT territory.is_compared
        AND territory.region IN (
            SELECT inside.region FROM judged_territory(($selection).territories) AS inside
            WHERE inside.is_chosen
        )
    )
ORDER BY territory.rank, aid.published_on DESC NULLS LAST, aid.line;
