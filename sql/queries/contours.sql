-- One row per compared territory: its outline, in kilometres from its middle.
SELECT
    territory.territory_id,
    territory.short_name AS territory,
    territory.rank AS territory_rank,
    contour.rings,
    contour.width_km,
    contour.height_km
FROM contour
INNER JOIN territory USING (territory_id)
ORDER BY territory.rank;
