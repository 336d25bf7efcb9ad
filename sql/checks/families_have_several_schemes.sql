-- Une famille de dispositifs en a plusieurs, et ne porte l’identifiant d’aucun.
SELECT
    scheme_family.family_id,
    count(scheme.scheme_id) AS schemes
FROM scheme_family
LEFT JOIN scheme USING (family_id)
GROUP BY scheme_family.family_id
HAVING
    count(scheme.scheme_id) < 2
    OR scheme_family.family_id IN (SELECT other.scheme_id FROM scheme AS other);
