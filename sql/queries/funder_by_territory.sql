-- One row per body that an action of the Selection names in these roles, and territory: its actions, and in how many of
-- them it pays, might pay, signs or helps.
WITH
kept AS (
    SELECT * FROM selected_action($selection)
),

named AS (
    SELECT
        kept.action_id,
        kept.territory_id,
        funder.funder_id,
        action_funder.role,
        role.rank AS role_rank,
        action_funder.certainty,
        action_funder.part IS NOT NULL AS in_part
    FROM kept
    INNER JOIN action_funder USING (action_id)
    INNER JOIN role USING (role)
    INNER JOIN funder USING (funder_id)
    WHERE
        (action_funder.role <> 'partenaire' OR ($selection).with_partners)
        AND is_chosen(($selection).funders, funder.funder_id)
        AND is_chosen(($selection).levels, funder.level)
)

SELECT
    funder.funder_id,
    funder.label,
    level.label AS level,
    level.rank AS level_rank,
    totals.territory_id,
    totals.territory,
    totals.territory_rank,
    totals.total,
    count(named.action_id) AS actions,
    count(*) FILTER (named.role = 'financeur' AND named.certainty = 'dit') AS payers,
    count(*) FILTER (named.role = 'financeur' AND named.certainty = 'envisage') AS envisaged,
    count(*) FILTER (named.role = 'contractant') AS signatories,
    count(*) FILTER (named.role = 'partenaire') AS partners,
    coalesce(
        list({'role': named.role, 'certainty': named.certainty, 'in_part': named.in_part}
            ORDER BY named.role_rank, named.certainty, named.in_part)
            FILTER (named.action_id IS NOT NULL),
        []
    ) AS standings
FROM funder
INNER JOIN level USING (level)
CROSS JOIN total_by_territory($selection) AS totals
LEFT JOIN named ON funder.funder_id = named.funder_id AND totals.territory_id = named.territory_id
SEMI JOIN named AS any_named ON funder.funder_id = any_named.funder_id
GROUP BY ALL
ORDER BY level.rank, funder.label, totals.territory_rank;
