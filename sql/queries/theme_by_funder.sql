-- One row per theme and funder named by an action of the Selection in these roles: its actions, and how many each standing
-- has, since who pays, who might and who signs are never one number.
WITH
kept AS (
    SELECT * FROM selected_profile($selection)
),

bodies AS (
    SELECT
        counted_themes(theme_ids, ($selection).with_secondary) AS theme_ids,
        territory,
        unnest(bodies) AS body,
        actions
    FROM kept
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
    (SELECT coalesce(sum(kept.actions), 0)::BIGINT FROM kept) AS total,
    named.territories,
    coalesce(named.standings, []) AS standings
FROM theme
CROSS JOIN funder
INNER JOIN level USING (level)
LEFT JOIN named ON theme.theme_id = named.theme_id AND funder.funder_id = named.funder_id
WHERE
    theme.theme_id IN (SELECT any_named.theme_id FROM named AS any_named)
    AND funder.funder_id IN (SELECT any_named.funder_id FROM named AS any_named)
ORDER BY level.rank, funder.label, theme.rank;
