-- Un dispositif dit sans argent propre n’a pas de financeur d’ordinaire.
SELECT
    without.scheme_id,
    paying.funder_id
FROM scheme_funding AS without
INNER JOIN scheme_funding AS paying ON without.scheme_id = paying.scheme_id
WHERE without.funder_id IS NULL AND paying.funder_id IS NOT NULL;
