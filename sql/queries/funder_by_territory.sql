-- One row per body that an action of the Selection names in these roles, and territory: its actions, in how many of them
-- it pays, might pay, signs or helps, and how many actions each standing has.
WITH
borne AS (
    SELECT
        territory_id,
        unnest(bodies) AS body,
        actions
    FROM selected_profile($selection)
),

standing AS (
    SELECT
        borne.territory_id,
        funder.funder_id,
        borne.body.role,
        role.rank AS role_rank,
        borne.body.certainty,
        borne.body.in_part,
        sum(borne.actions)::BIGINT AS actions
    FROM borne
    INNER JOIN role ON borne.body.role = role.role
    INNER JOIN funder ON borne.body.funder_id = funder.funder_id
    WHERE
        (borne.body.role <> 'partenaire' OR ($selection).with_partners)
        AND is_chosen(($selection).funders, funder.funder_id)
        AND is_chosen(($selection).levels, funder.level)
    GROUP BY ALL
),

named AS (
    SELECT
        funder_id,
        territory_id,
        sum(actions)::BIGINT AS actions,
        coalesce(sum(actions) FILTER (role = 'financeur' AND certainty = 'dit'), 0)::BIGINT AS payers,
        coalesce(sum(actions) FILTER (role = 'financeur' AND certainty = 'envisage'), 0)::BIGINT AS envisaged,
        coalesce(sum(actions) FILTER (role = 'contractant'), 0)::BIGINT AS signatories,
        coalesce(sum(actions) FILTER (role = 'partenaire'), 0)::BIGINT AS partners,
        list(
            {'role': role, 'certainty': certainty, 'in_part': in_part, 'actions': actions}
            ORDER BY role_rank, certainty, in_part
        ) AS standings
    FROM standing
    GROUP BY ALL
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
    coalesce(named.actions, 0) AS actions,
    coalesce(named.payers, 0) AS payers,
    coalesce(named.envisaged, 0) AS envisaged,
    coalesce(named.signatories, 0) AS signatories,
    coalesce(named.partners, 0) AS partners,
    coalesce(named.standings, []) AS standings
FROM funder
INNER JOIN level USING (level)
CROSS JOIN total_by_territory($selection) AS totals
LEFT JOIN named ON funder.funder_id = named.funder_id AND totals.territory_id = named.territory_id
WHERE funder.funder_id IN (SELECT any_named.funder_id FROM named AS any_named)
ORDER BY level.rank, funder.label, totals.territory_rank;
