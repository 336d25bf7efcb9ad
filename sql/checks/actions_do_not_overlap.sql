-- Deux actions d’un même document ne se partagent aucune ligne.
SELECT
    earlier.action_id,
    later.action_id AS other_action_id,
    later.first_line
FROM action AS earlier
INNER JOIN action AS later
    ON earlier.document_id = later.document_id
    AND earlier.rank < later.rank
    AND earlier.last_line >= later.first_line;
