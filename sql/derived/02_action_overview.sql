-- A table, not a view, since every question starts from it. One row per action, with its primary theme, its place in
-- the outline, and the names of what it cites, with identifiers in lists of their own, as filters ask for them. Who pays,
-- who might, who signs and who helps are four lists: only the first says « qui paie ».
CREATE TABLE action_overview AS
WITH RECURSIVE
headings AS (
    SELECT
        outline_id,
        parent_id,
        [label] AS path
    FROM outline
    WHERE parent_id IS NULL
    UNION ALL
    SELECT
        outline.outline_id,
        outline.parent_id,
        list_append(headings.path, outline.label) AS path
    FROM outline
    INNER JOIN headings ON outline.parent_id = headings.outline_id
),

themes AS (
    SELECT
        action_theme.action_id,
        first(action_theme.theme_id ORDER BY action_theme.rank) AS theme_id,
        first(theme.label ORDER BY action_theme.rank) AS theme,
        list(theme.label ORDER BY action_theme.rank) AS themes,
        list(action_theme.theme_id ORDER BY action_theme.rank) AS theme_ids
    FROM action_theme
    INNER JOIN theme USING (theme_id)
    GROUP BY action_theme.action_id
),

named AS (
    SELECT
        action_funder.action_id,
        action_funder.funder_id,
        action_funder.role,
        action_funder.certainty,
        action_funder.part IS NOT NULL AS in_part,
        level.rank AS level_rank,
        funder.label
        || CASE WHEN action_funder.part IS NULL THEN '' ELSE ' (pour une partie)' END
        || CASE WHEN action_funder.role <> 'financeur' AND action_funder.certainty = 'envisage' THEN ' (envisagé)' ELSE '' END
            AS body
    FROM action_funder
    INNER JOIN funder USING (funder_id)
    INNER JOIN level USING (level)
),

bodies AS (
    SELECT
        action_id,
        list(body ORDER BY level_rank, body) FILTER (role = 'financeur' AND certainty = 'dit') AS funders,
        list(body ORDER BY level_rank, body) FILTER (role = 'financeur' AND certainty = 'envisage') AS envisaged_funders,
        list(body ORDER BY level_rank, body) FILTER (role = 'contractant') AS signatories,
        list(body ORDER BY level_rank, body) FILTER (role = 'partenaire') AS partners,
        list(
            {'funder_id': funder_id, 'role': role, 'certainty': certainty, 'in_part': in_part} ORDER BY funder_id
        ) AS bodies
    FROM named
    GROUP BY action_id
),

schemes AS (
    SELECT
        action_scheme.action_id,
        list(coalesce(scheme.acronym, scheme.label) ORDER BY scheme.label) AS schemes,
        list(
            {'scheme_id': scheme.scheme_id, 'relation': action_scheme.relation} ORDER BY scheme.scheme_id
        ) AS own_schemes
    FROM action_scheme
    INNER JOIN scheme USING (scheme_id)
    GROUP BY action_scheme.action_id
),

document_schemes AS (
    SELECT
        document_scheme.document_id,
        list(coalesce(scheme.acronym, scheme.label) ORDER BY scheme.label) AS document_schemes,
        list(scheme.scheme_id ORDER BY scheme.scheme_id) AS scheme_ids
    FROM document_scheme
    INNER JOIN scheme USING (scheme_id)
    GROUP BY document_scheme.document_id
),

placed AS (
    SELECT
        action.action_id,
        row_number() OVER (ORDER BY territory.rank, action.document_id, action.rank)::INTEGER AS place,
        row_number() OVER (
            ORDER BY lower(strip_accents(action.title)), territory.rank, action.document_id, action.rank
        )::INTEGER AS place_by_title,
        theme_set.theme_set,
        body_set.body_set,
        scheme_set.scheme_set,
        period_set.period_set,
        dense_rank() OVER (
            ORDER BY
                theme_set.theme_set, body_set.body_set, scheme_set.scheme_set, period_set.period_set, action.engagement,
                action.nature
        )::INTEGER AS code_set
    FROM action
    INNER JOIN territory USING (territory_id)
    INNER JOIN themes USING (action_id)
    LEFT JOIN bodies USING (action_id)
    LEFT JOIN schemes USING (action_id)
    LEFT JOIN document_schemes ON action.document_id = document_schemes.document_id
    INNER JOIN theme_set ON themes.theme_ids = theme_set.theme_ids
    INNER JOIN body_set ON coalesce(bodies.bodies, []) = body_set.bodies
    INNER JOIN scheme_set
        ON coalesce(schemes.own_schemes, []) = scheme_set.own_schemes
        AND coalesce(document_schemes.scheme_ids, []) = scheme_set.document_scheme_ids
    INNER JOIN period_set
        ON action.period_start IS NOT DISTINCT FROM period_set.period_start
        AND action.period_end IS NOT DISTINCT FROM period_set.period_end
)

SELECT
    action.action_id,
    action.territory_id,
    territory.short_name AS territory,
    territory.rank AS territory_rank,
    territory.is_compared,
    action.document_id,
    action.rank,
    action.number_printed,
    action.label_printed,
    action.title,
    action.text,
    action.detail,
    action.first_line,
    action.last_line,
    themes.theme_id,
    themes.theme,
    themes.themes,
    theme_set.theme_ids,
    action.engagement,
    engagement.label AS engagement_label,
    action.nature,
    nature.label AS nature_label,
    action.period_start,
    action.period_end,
    action.period_evidence,
    action.period_line,
    coalesce(headings.path, []) AS outline_path,
    coalesce(bodies.funders, []) AS funders,
    coalesce(bodies.envisaged_funders, []) AS envisaged_funders,
    coalesce(bodies.signatories, []) AS signatories,
    coalesce(bodies.partners, []) AS partners,
    coalesce(schemes.schemes, []) AS schemes,
    coalesce(document_schemes.document_schemes, []) AS document_schemes,
    body_set.levels,
    body_set.funder_ids,
    body_set.partner_ids,
    scheme_set.scheme_ids,
    period_set.years,
    placed.theme_set,
    placed.body_set,
    placed.scheme_set,
    placed.period_set,
    placed.code_set,
    placed.place,
    placed.place_by_title
FROM action
INNER JOIN placed USING (action_id)
INNER JOIN territory USING (territory_id)
INNER JOIN themes USING (action_id)
INNER JOIN engagement USING (engagement)
INNER JOIN nature USING (nature)
LEFT JOIN headings USING (outline_id)
LEFT JOIN bodies USING (action_id)
LEFT JOIN schemes USING (action_id)
LEFT JOIN document_schemes ON action.document_id = document_schemes.document_id
INNER JOIN theme_set ON placed.theme_set = theme_set.theme_set
INNER JOIN body_set ON placed.body_set = body_set.body_set
INNER JOIN scheme_set ON placed.scheme_set = scheme_set.scheme_set
INNER JOIN period_set ON placed.period_set = period_set.period_set
-- What is asked for by place is found without reading the others.
ORDER BY placed.place;

ALTER TABLE action_overview ADD PRIMARY KEY (action_id);

COMMENT ON TABLE action_overview IS 'Une action avec son thème principal, sa place dans le plan et ce qu’elle cite.';
COMMENT ON COLUMN action_overview.action_id IS 'Action.';
COMMENT ON COLUMN action_overview.territory_id IS 'Territoire.';
COMMENT ON COLUMN action_overview.territory IS 'Nom court du territoire.';
COMMENT ON COLUMN action_overview.territory_rank IS 'Ordre d’affichage du territoire.';
COMMENT ON COLUMN action_overview.is_compared IS 'Vrai si le territoire est comparé.';
COMMENT ON COLUMN action_overview.document_id IS 'Document.';
COMMENT ON COLUMN action_overview.rank IS 'Ordre dans le document.';
COMMENT ON COLUMN action_overview.number_printed IS 'Numéro imprimé.';
COMMENT ON COLUMN action_overview.label_printed IS 'Étiquette imprimée.';
COMMENT ON COLUMN action_overview.title IS 'Titre.';
COMMENT ON COLUMN action_overview.text IS 'Texte.';
COMMENT ON COLUMN action_overview.detail IS 'Détail.';
COMMENT ON COLUMN action_overview.first_line IS 'Première ligne.';
COMMENT ON COLUMN action_overview.last_line IS 'Dernière ligne.';
COMMENT ON COLUMN action_overview.theme_id IS 'Thème principal (identifiant).';
COMMENT ON COLUMN action_overview.theme IS 'Thème principal.';
COMMENT ON COLUMN action_overview.themes IS 'Thèmes, le principal d’abord.';
COMMENT ON COLUMN action_overview.theme_ids IS 'Thèmes (identifiants), le principal d’abord.';
COMMENT ON COLUMN action_overview.engagement IS 'Engagement (identifiant).';
COMMENT ON COLUMN action_overview.engagement_label IS 'Engagement.';
COMMENT ON COLUMN action_overview.nature IS 'Nature (identifiant).';
COMMENT ON COLUMN action_overview.nature_label IS 'Nature.';
COMMENT ON COLUMN action_overview.period_start IS 'Première année annoncée.';
COMMENT ON COLUMN action_overview.period_end IS 'Dernière année annoncée.';
COMMENT ON COLUMN action_overview.period_evidence IS 'Mots qui l’annoncent.';
COMMENT ON COLUMN action_overview.period_line IS 'Ligne où ils sont.';
COMMENT ON COLUMN action_overview.outline_path IS 'Titres au-dessus, du plus haut au plus proche.';
COMMENT ON COLUMN action_overview.funders IS 'Financeurs que l’action nomme, dits ; vide : non renseigné.';
COMMENT ON COLUMN action_overview.envisaged_funders IS 'Financeurs seulement envisagés : ils ne comptent pas parmi ceux qui paient.';
COMMENT ON COLUMN action_overview.signatories IS 'Signataires d’une convention ou d’un contrat : signer n’est pas payer.';
COMMENT ON COLUMN action_overview.partners IS 'Partenaires nommés sans financement.';
COMMENT ON COLUMN action_overview.schemes IS 'Dispositifs que l’action nomme elle-même.';
COMMENT ON COLUMN action_overview.document_schemes IS 'Dispositifs dont tout son document relève, et elle par lui.';
COMMENT ON COLUMN action_overview.levels IS 'Niveaux des financeurs dits ; « non-renseigne » seul où elle n’en nomme aucun.';
COMMENT ON COLUMN action_overview.funder_ids IS 'Organismes nommés financeurs ou signataires, dits ou envisagés.';
COMMENT ON COLUMN action_overview.partner_ids IS 'Organismes nommés partenaires.';
COMMENT ON COLUMN action_overview.years IS 'Années de la période annoncée ; « non-renseigne » seul où aucune ne l’est.';
COMMENT ON COLUMN action_overview.scheme_ids IS 'Dispositifs qu’elle nomme ou dont tout son document relève.';
COMMENT ON COLUMN action_overview.theme_set IS 'Numéro de la liste de ses thèmes.';
COMMENT ON COLUMN action_overview.body_set IS 'Numéro de la liste des organismes qu’elle nomme.';
COMMENT ON COLUMN action_overview.scheme_set IS 'Numéro de la liste de ses dispositifs.';
COMMENT ON COLUMN action_overview.period_set IS 'Numéro de sa période.';
COMMENT ON COLUMN action_overview.code_set IS 'Numéro de la combinaison de tout cela, de son engagement et de sa nature.';
COMMENT ON COLUMN action_overview.place IS 'Ordre dans la base : territoires, puis documents, puis ordre dans le document.';
COMMENT ON COLUMN action_overview.place_by_title IS 'Ordre par titre, sans majuscules ni accents.';
