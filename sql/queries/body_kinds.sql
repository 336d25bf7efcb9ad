-- One row per body that an action names, in whatever role: what kind of body it is.
SELECT
    funder.funder_id,
    level.label AS kind
FROM funder
INNER JOIN level USING (level)
SEMI JOIN action_funder USING (funder_id)
ORDER BY level.rank, funder.label;
