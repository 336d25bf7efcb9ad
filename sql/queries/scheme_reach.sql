-- One row per family of schemes (a scheme without family is its own) that a territory looked at holds: in how many of these
-- territories it stands, in the codes of actions, as what a whole document is of, or anywhere in its text.
WITH
held AS (
    SELECT DISTINCT
        territory_id,
        unnest(scheme_ids) AS scheme_id
    FROM action_profile
    UNION
    SELECT DISTINCT
        document.territory_id,
        mention.code AS scheme_id
    FROM mention
    INNER JOIN document USING (document_id)
    WHERE mention.field = 'scheme'
    UNION
    SELECT
        document.territory_id,
        document_scheme.scheme_id
    FROM document_scheme
    INNER JOIN document USING (document_id)
)

SELECT
    coalesce(scheme.family_id, scheme.scheme_id) AS family_id,
    count(DISTINCT held.territory_id) AS territories
FROM held
INNER JOIN looked_at($selection) AS looked_at USING (territory_id)
INNER JOIN scheme USING (scheme_id)
GROUP BY ALL
ORDER BY family_id;
