-- One row per list of themes that an action bears, the main one first. What filters and counts know of actions is a few
-- hundred such lists: they are asked for as numbers, a million times as quickly as lists compare.
CREATE TABLE theme_set AS
WITH borne AS (
    SELECT DISTINCT theme_ids
    FROM (
        SELECT list(theme_id ORDER BY rank) AS theme_ids
        FROM action_theme
        GROUP BY action_id
    )
)

SELECT
    row_number() OVER (ORDER BY theme_ids)::INTEGER AS theme_set,
    theme_ids
FROM borne
ORDER BY theme_ids;

ALTER TABLE theme_set ADD PRIMARY KEY (theme_set);

COMMENT ON TABLE theme_set IS 'Les listes de thèmes que des actions portent, chacune une fois, sous un numéro.';
COMMENT ON COLUMN theme_set.theme_set IS 'Numéro de la liste.';
COMMENT ON COLUMN theme_set.theme_ids IS 'Thèmes (identifiants), le principal d’abord.';
