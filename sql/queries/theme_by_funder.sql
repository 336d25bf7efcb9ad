-- One row per theme and funder named by an action of the Selection in these roles: its actions, in how many of them it pays
-- (in part too), signs or helps, each as said or only as envisaged, since who pays, who might and who signs are never one
-- number.
WITH
-- Lists of themes and of bodies, taken together, are far fewer than actions.
kept AS (
    SELECT
        theme_set,
        body_set,
        sum(actions)::BIGINT AS actions
    FROM selected_profile($kept)
    GROUP BY ALL
),

bodies AS (
    SELECT
        counted_themes(theme_set.theme_ids, ($selection).with_secondary) AS theme_ids,
        unnest(body_set.bodies) AS body,
        kept.actions
    FROM kept
    INNER JOIN theme_set USING (theme_set)
    INNER JOIN body_set USING (body_set)
),

borne AS (
    SELECT
        unnest(theme_ids) AS theme_id,
        body.funder_id,
        body.role,
        body.certainty,
        body.in_part,
        actions
    FROM bodies
    WHERE body.role <> 'partenaire' OR ($selection).with_partners
),

named AS (
    SELECT
        borne.theme_id,
        borne.funder_id,
        sum(borne.actions) AS actions,
        sum(borne.actions) FILTER (role = 'financeur' AND certainty = 'dit') AS payers,
        sum(borne.actions) FILTER (role = 'financeur' AND certainty = 'dit' AND in_part) AS part_payers,
        sum(borne.actions) FILTER (role = 'financeur' AND certainty = 'envisage') AS envisaged_payers,
        sum(borne.actions) FILTER (role = 'financeur' AND certainty = 'envisage' AND in_part) AS envisaged_part_payers,
        sum(borne.actions) FILTER (role = 'contractant' AND certainty = 'dit') AS signatories,
        sum(borne.actions) FILTER (role = 'contractant' AND certainty = 'envisage') AS envisaged_signatories,
        sum(borne.actions) FILTER (role = 'partenaire' AND certainty = 'dit') AS partners,
        sum(borne.actions) FILTER (role = 'partenaire' AND certainty = 'envisage') AS envisaged_partners
    FROM borne
    INNER JOIN funder ON borne.funder_id = funder.funder_id
    WHERE
        is_chosen(($selection).themes, borne.theme_id)
        AND is_chosen(($selection).funders, funder.funder_id)
        AND is_chosen(($selection).levels, funder.level)
    GROUP BY ALL
)

SELECT
    theme.theme_id,
    theme.label AS theme,
    theme.rank AS theme_rank,
    funder.funder_id,
    funder.label AS funder,
    level.label AS level,
    level.rank AS level_rank,
    coalesce(named.actions, 0)::BIGINT AS actions,
    coalesce(named.payers, 0)::BIGINT AS payers,
    coalesce(named.part_payers, 0)::BIGINT AS part_payers,
    coalesce(named.envisaged_payers, 0)::BIGINT AS envisaged_payers,
    coalesce(named.envisaged_part_payers, 0)::BIGINT AS envisaged_part_payers,
    coalesce(named.signatories, 0)::BIGINT AS signatories,
    coalesce(named.envisaged_signatories, 0)::BIGINT AS envisaged_signatories,
    coalesce(named.partners, 0)::BIGINT AS partners,
    coalesce(named.envisaged_partners, 0)::BIGINT AS envisaged_partners
FROM (SELECT DISTINCT of_theme.theme_id FROM named AS of_theme) AS any_theme
CROSS JOIN (SELECT DISTINCT of_funder.funder_id FROM named AS of_funder) AS any_funder
INNER JOIN theme ON any_theme.theme_id = theme.theme_id
INNER JOIN funder ON any_funder.funder_id = funder.funder_id
INNER JOIN level USING (level)
LEFT JOIN named ON any_theme.theme_id = named.theme_id AND any_funder.funder_id = named.funder_id
ORDER BY level.rank, funder.label, theme.rank;
