-- One row per body that an action of the Selection names in these roles, and territory: its actions, and in how many of
-- them it pays, might pay, signs or helps.
WITH
kept AS (
    SELECT * FROM selected_action(
        $territories::VARCHAR[], $themes::VARCHAR[], $with_secondary::BOOLEAN, $levels::VARCHAR[],
        $funders::VARCHAR[], $roles::VARCHAR[], $schemes::VARCHAR[], $engagements::VARCHAR[]
    )
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
        list_contains($roles::VARCHAR[], action_funder.role)
        AND ($funders IS NULL OR list_contains($funders::VARCHAR[], funder.funder_id))
        AND ($levels IS NULL OR list_contains($levels::VARCHAR[], funder.level))
),

totals AS (
    SELECT
        looked_at.territory_id,
        looked_at.territory,
        looked_at.territory_rank,
        count(kept.action_id) AS total
    FROM looked_at($territories::VARCHAR[]) AS looked_at
    LEFT JOIN kept USING (territory_id)
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
CROSS JOIN totals
LEFT JOIN named ON funder.funder_id = named.funder_id AND totals.territory_id = named.territory_id
SEMI JOIN named AS any_named ON funder.funder_id = any_named.funder_id
GROUP BY ALL
ORDER BY level.rank, funder.label, totals.territory_rank;
