-- A table, not a view: what counts start from. One row per document and all that filters and counts know of an action,
-- with how many of its actions are like that: a million actions are some hundred thousand rows.
CREATE TABLE action_profile AS
WITH
named AS (
    SELECT
        action_id,
        list(
            {'funder_id': funder_id, 'role': role, 'certainty': certainty, 'in_part': part IS NOT NULL}
            ORDER BY funder_id
        ) AS bodies
    FROM action_funder
    GROUP BY action_id
),

linked AS (
    SELECT
        action_id,
        list({'scheme_id': scheme_id, 'relation': relation} ORDER BY scheme_id) AS own_schemes
    FROM action_scheme
    GROUP BY action_id
)

SELECT
    action_overview.territory_id,
    action_overview.territory,
    action_overview.territory_rank,
    action_overview.is_compared,
    action_overview.document_id,
    action_overview.theme_ids,
    action_overview.engagement,
    action_overview.nature,
    action_overview.years,
    action_overview.levels,
    action_overview.funder_ids,
    action_overview.partner_ids,
    action_overview.scheme_ids,
    coalesce(named.bodies, []) AS bodies,
    coalesce(linked.own_schemes, []) AS own_schemes,
    action_overview.period_start IS NOT NULL AS is_dated,
    count(*) AS actions,
    min(action_overview.action_id) AS first_action_id
FROM action_overview
LEFT JOIN named USING (action_id)
LEFT JOIN linked USING (action_id)
GROUP BY ALL
ORDER BY action_overview.territory_rank;

ALTER TABLE action_profile ADD PRIMARY KEY (first_action_id);

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
COMMENT ON COLUMN action_profile.first_action_id IS 'Une de ces actions, qui en tient lieu.';
