-- Les composantes d’une enveloppe ne dépassent pas l’enveloppe, et en font la somme quand le document la détaille toute.
SELECT
    amount_id,
    eur,
    parts_eur,
    rest_eur
FROM envelope
WHERE rest_eur < 0 OR (parts_complete AND rest_eur <> 0);
