-- One row per intercommunality of France that the reader may put beside the territories, by name.
SELECT
    epci_siren,
    name,
    replace(departments, ' ', ', ') AS departments
FROM epci
ORDER BY name, epci_siren;
