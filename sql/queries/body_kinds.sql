-- One row per body that an action names, in whatever role, or a document apart from all actions: what kind of body it is.
SELECT
    funder.funder_id,
    level.label AS kind
FROM funder
INNER JOIN level USING (level)
SEMI JOIN (
    SELECT funder_id FROM action_funder
    UNION ALL
    SELECT funder_id FROM document_funder
    UNION ALL
    SELECT funder_id FROM amount
) AS named USING (funder_id)
ORDER BY level.rank, funder.label;
