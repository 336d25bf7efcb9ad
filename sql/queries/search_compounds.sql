-- One row per word that texts of a kind write in several parts and that is one word elsewhere.
SELECT bare
FROM search_compound
WHERE kind = $kind
ORDER BY bare;
