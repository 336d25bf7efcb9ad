-- One row per action of the Selection, in the order of the territories and of their documents.
SELECT * EXCLUDE (place)
FROM listed_action($selection)
WHERE place IN (SELECT kept.place FROM selected_action($kept) AS kept)
ORDER BY place;
