-- One row per intercommunality of a territory: its communes and inhabitants.
SELECT
    epci_name,
    count(*) AS communes,
    sum(population)::BIGINT AS population,
    list(name ORDER BY population DESC, name) AS names
FROM member
WHERE territory_id = $territory_id
GROUP BY epci_name
ORDER BY population DESC;
