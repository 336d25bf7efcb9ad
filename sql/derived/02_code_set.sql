-- One row per combination of all that filters know of an action but its territory: its lists of codes, its period, its
-- commitment, its nature. Filters judge these, far fewer than actions, and what counts then looks for one number.
CREATE TABLE code_set AS
SELECT DISTINCT
    code_set,
    theme_set,
    body_set,
    scheme_set,
    period_set,
    engagement,
    nature
FROM action_overview
ORDER BY code_set;

ALTER TABLE code_set ADD PRIMARY KEY (code_set);

COMMENT ON TABLE code_set IS
'Les combinaisons de tout ce que les filtres savent d’une action, son territoire excepté, chacune une fois, sous un numéro.';
COMMENT ON COLUMN code_set.code_set IS 'Numéro de la combinaison.';
COMMENT ON COLUMN code_set.theme_set IS 'Numéro de la liste de thèmes.';
COMMENT ON COLUMN code_set.body_set IS 'Numéro de la liste d’organismes.';
COMMENT ON COLUMN code_set.scheme_set IS 'Numéro de la liste de dispositifs.';
COMMENT ON COLUMN code_set.period_set IS 'Numéro de la période.';
COMMENT ON COLUMN code_set.engagement IS 'Engagement (identifiant).';
COMMENT ON COLUMN code_set.nature IS 'Nature (identifiant).';
