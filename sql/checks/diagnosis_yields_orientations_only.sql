-- Un diagnostic ne donne que des orientations.
SELECT
    action.action_id,
    action.engagement
FROM action
INNER JOIN document USING (document_id)
WHERE document.kind = 'diagnostic' AND action.engagement <> 'orientation';
