-- Deux actions d’un même document ne se partagent aucune ligne.
WITH
-- The lines that earlier ones reach, one pass a document: pairs are looked for only where some do.
reached AS (
    SELECT
        *,
        max(last_line) OVER (
            PARTITION BY document_id ORDER BY rank ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reach
    FROM action
)

SELECT
    earlier.action_id,
    later.action_id AS other_action_id,
    later.first_line
FROM reached AS later
INNER JOIN action AS earlier
    ON later.document_id = earlier.document_id
    AND later.rank > earlier.rank
    AND later.first_line <= earlier.last_line
WHERE later.reach >= later.first_line;
