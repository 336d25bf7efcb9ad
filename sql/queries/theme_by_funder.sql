-- One row per theme and funder named by an action of the Selection in these roles: its actions, and how many each standing
-- has, since who pays, who might and who signs are never one number.
WITH
-- Lists of themes and of bodies, taken together, are far fewer than actions.
kept AS (
    SELECT
        theme_set,
        body_set,
        territory,
        sum(actions)::BIGINT AS actions
    FROM selected_profile($kept)
    GROUP BY ALL
),

bodies AS (
    SELECT
        counted_themes(theme_set.theme_ids, ($selection).with_secondary) AS theme_ids,
        kept.territory,
        unnest(body_set.bodies) AS body,
        kept.actions
    FROM kept
    INNER JOIN theme_set USING (theme_set)
    INNER JOIN body_set USING (body_set)
),

borne AS (
    SELECT
        unnest(theme_ids) AS theme_id,
        territory,
        body.funder_id,
        body.role,
        body.certainty,
        body.in_part,
        actions
    FROM bodies
    WHERE body.role <> 'partenaire' OR ($selection).with_partners
),

standing AS (
    SELECT
        borne.theme_id,
        borne.funder_id,
        borne.role,
        role.rank AS role_rank,
        borne.certainty,
        borne.in_part,
        sum(borne.actions)::BIGINT AS actions,
        list(DISTINCT borne.territory) AS territories
    FROM borne
    INNER JOIN role ON borne.role = role.role
    INNER JOIN funder ON borne.funder_id = funder.funder_id
    WHERE
        is_chosen(($selection).themes, borne.theme_id)
        AND is_chosen(($selection).funders, funder.funder_id)
        AND is_chosen(($selection).levels, funder.level)
    GROUP BY ALL
),

named AS (
    SELECT
        theme_id,
        funder_id,
        sum(actions)::BIGINT AS actions,
        list_sort(list_distinct(flatten(list(territories)))) AS territories,
        list(
            {'role': role, 'certainty': certainty, 'in_part': in_part, 'actions': actions}
            ORDER BY role_rank, certainty, in_part
        ) AS standings
    FROM standing
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
    coalesce(named.actions, 0) AS actions,
    named.territories,
    coalesce(named.standings, []) AS standings
FROM (SELECT DISTINCT of_theme.theme_id FROM named AS of_theme) AS any_theme
CROSS JOIN (SELECT DISTINCT of_funder.funder_id FROM named AS of_funder) AS any_funder
INNER JOIN theme ON any_theme.theme_id = theme.theme_id
INNER JOIN funder ON any_funder.funder_id = funder.funder_id
INNER JOIN level USING (level)
LEFT JOIN named ON any_theme.theme_id = named.theme_id AND any_funder.funder_id = named.funder_id
ORDER BY level.rank, funder.label, theme.rank;
