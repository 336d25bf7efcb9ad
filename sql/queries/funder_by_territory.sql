-- One row per body and territory of which an action of the Selection names it in these roles: its actions, in how many of
-- them it pays (in part too), signs or helps, each as said or only as envisaged.
WITH
kept AS (
    SELECT
        territory_rank,
        body_set,
        sum(actions)::BIGINT AS actions
    FROM selected_profile($kept)
    GROUP BY ALL
),

-- Lists of bodies, taken together, are far fewer than actions.
opened AS (
    SELECT
        body_set,
        unnest(bodies) AS body
    FROM body_set
),

standing AS (
    SELECT
        kept.territory_rank,
        funder.funder_id,
        opened.body.role,
        opened.body.certainty,
        opened.body.in_part,
        sum(kept.actions)::BIGINT AS actions
    FROM kept
    INNER JOIN opened USING (body_set)
    INNER JOIN funder ON opened.body.funder_id = funder.funder_id
    WHERE
        (opened.body.role <> 'partenaire' OR ($selection).with_partners)
        AND is_chosen(($selection).funders, funder.funder_id)
        AND is_chosen(($selection).levels, funder.level)
    GROUP BY ALL
)

SELECT
    funder_id,
    territory_rank,
    sum(actions)::BIGINT AS actions,
    coalesce(sum(actions) FILTER (role = 'financeur' AND certainty = 'dit'), 0)::BIGINT AS payers,
    coalesce(sum(actions) FILTER (role = 'financeur' AND certainty = 'dit' AND in_part), 0)::BIGINT AS part_payers,
    coalesce(sum(actions) FILTER (role = 'financeur' AND certainty = 'envisage'), 0)::BIGINT AS envisaged_payers,
    coalesce(sum(actions) FILTER (role = 'financeur' AND certainty = 'envisage' AND in_part), 0)::BIGINT
        AS envisaged_part_payers,
    coalesce(sum(actions) FILTER (role = 'contractant' AND certainty = 'dit'), 0)::BIGINT AS signatories,
    coalesce(sum(actions) FILTER (role = 'contractant' AND certainty = 'envisage'), 0)::BIGINT AS envisaged_signatories,
    coalesce(sum(actions) FILTER (role = 'partenaire' AND certainty = 'dit'), 0)::BIGINT AS partners,
    coalesce(sum(actions) FILTER (role = 'partenaire' AND certainty = 'envisage'), 0)::BIGINT AS envisaged_partners
FROM standing
GROUP BY funder_id, territory_rank
ORDER BY funder_id, territory_rank;
