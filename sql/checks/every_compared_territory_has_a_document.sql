-- Chaque territoire a au moins un document.
SELECT territory.territory_id
FROM territory
ANTI JOIN document USING (territory_id);
