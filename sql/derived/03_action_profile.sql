-- A table, not a view: what counts start from. One row per document and all that filters and counts know of an action,
-- with how many of its actions are like that: a million actions are some hundred thousand rows.
CREATE TABLE action_profile AS
SELECT
    kept.territory_id,
    kept.territory,
    kept.territory_rank,
    kept.is_compared,
    kept.document_id,
    code_set.engagement,
    code_set.nature,
    theme_set.theme_ids,
    period_set.years,
    body_set.levels,
    body_set.funder_ids,
    body_set.partner_ids,
    scheme_set.scheme_ids,
    body_set.bodies,
    scheme_set.own_schemes,
    period_set.period_start IS NOT NULL AS is_dated,
    code_set.theme_set,
    code_set.body_set,
    code_set.scheme_set,
    code_set.period_set,
    kept.code_set,
    kept.actions,
    kept.profile
FROM (
    SELECT
        territory_id,
        territory,
        territory_rank,
        is_compared,
        document_id,
        code_set,
        count(*) AS actions,
        min(place) AS profile
    FROM action_overview
    GROUP BY ALL
) AS kept
INNER JOIN code_set USING (code_set)
INNER JOIN theme_set USING (theme_set)
INNER JOIN body_set USING (body_set)
INNER JOIN scheme_set USING (scheme_set)
INNER JOIN period_set USING (period_set)
ORDER BY kept.territory_rank, kept.profile;

ALTER TABLE action_profile ADD PRIMARY KEY (profile);

COMMENT ON TABLE action_profile IS
'Les actions d’un document qui se ressemblent en tout ce que les filtres et les comptes savent, et leur nombre.';
COMMENT ON COLUMN action_profile.territory_id IS 'Territoire.';
COMMENT ON COLUMN action_profile.territory IS 'Nom court du territoire.';
COMMENT ON COLUMN action_profile.territory_rank IS 'Ordre d’affichage du territoire.';
COMMENT ON COLUMN action_profile.is_compared IS 'Vrai si le territoire est comparé.';
COMMENT ON COLUMN action_profile.document_id IS 'Document.';
COMMENT ON COLUMN action_profile.theme_ids IS 'Thèmes (identifiants), le principal d’abord.';
COMMENT ON COLUMN action_profile.engagement IS 'Engagement (identifiant).';
COMMENT ON COLUMN action_profile.nature IS 'Nature (identifiant).';
COMMENT ON COLUMN action_profile.years IS 'Années de la période annoncée ; « non-renseigne » seul où aucune ne l’est.';
COMMENT ON COLUMN action_profile.levels IS 'Niveaux des financeurs dits ; « non-renseigne » seul où aucun n’est nommé.';
COMMENT ON COLUMN action_profile.funder_ids IS 'Organismes nommés financeurs ou signataires, dits ou envisagés.';
COMMENT ON COLUMN action_profile.partner_ids IS 'Organismes nommés partenaires.';
COMMENT ON COLUMN action_profile.scheme_ids IS 'Dispositifs nommés, ou dont tout le document relève.';
COMMENT ON COLUMN action_profile.bodies IS 'Organismes nommés, chacun avec son rôle, sa certitude, et s’il ne paie qu’une partie.';
COMMENT ON COLUMN action_profile.own_schemes IS 'Dispositifs que les actions nomment elles-mêmes, et si elles les font ou les citent.';
COMMENT ON COLUMN action_profile.is_dated IS 'Vrai si elles annoncent une période.';
COMMENT ON COLUMN action_profile.actions IS 'Nombre d’actions.';
COMMENT ON COLUMN action_profile.profile IS 'Place de la première de ces actions, qui en tient lieu.';
COMMENT ON COLUMN action_profile.theme_set IS 'Numéro de la liste de leurs thèmes.';
COMMENT ON COLUMN action_profile.body_set IS 'Numéro de la liste des organismes qu’elles nomment.';
COMMENT ON COLUMN action_profile.scheme_set IS 'Numéro de la liste de leurs dispositifs.';
COMMENT ON COLUMN action_profile.period_set IS 'Numéro de leur période.';
COMMENT ON COLUMN action_profile.code_set IS 'Numéro de la combinaison de tout cela, leur territoire excepté.';
