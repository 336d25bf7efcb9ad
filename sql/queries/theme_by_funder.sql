-- One row per theme and funder named by an action of the Selection in these roles.
WITH
kept AS (
    SELECT * FROM selected_action($selection)
),

named AS (
    SELECT
        kept.action_id,
        action_theme.theme_id,
        kept.territory,
        funder.funder_id,
        funder.label AS funder,
        level.label AS level,
        level.rank AS level_rank
    FROM kept
    INNER JOIN action_theme
        ON kept.action_id = action_theme.action_id
        AND (action_theme.rank = 1 OR ($selection).with_secondary)
    INNER JOIN action_funder ON kept.action_id = action_funder.action_id
    INNER JOIN funder USING (funder_id)
    INNER JOIN level USING (level)
    WHERE
        (action_funder.role <> 'partenaire' OR ($selection).with_partners)
        AND is_chosen(($selection).themes, action_theme.theme_id)
        AND is_chosen(($selection).funders, funder.funder_id)
        AND is_chosen(($selection).levels, funder.level)
),

funders AS (
    SELECT DISTINCT
        funder_id,
        funder,
        level,
        level_rank
    FROM named
),

themes AS (
    SELECT
        theme.theme_id,
        theme.label AS theme,
        theme.rank AS theme_rank
    FROM theme
    SEMI JOIN named USING (theme_id)
)

SELECT
    themes.theme_id,
    themes.theme,
    themes.theme_rank,
    funders.funder_id,
    funders.funder,
    funders.level,
    funders.level_rank,
    count(named.action_id) AS actions,
    (SELECT count(*) FROM kept) AS total,
    list(DISTINCT named.territory ORDER BY named.territory) FILTER (named.territory IS NOT NULL) AS territories
FROM themes
CROSS JOIN funders
LEFT JOIN named ON themes.theme_id = named.theme_id AND funders.funder_id = named.funder_id
GROUP BY ALL
ORDER BY funders.level_rank, funders.funder, themes.theme_rank;
