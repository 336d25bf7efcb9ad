-- One row per body that an action of the Selection names in these roles: as what, for what part, with the euros that the
-- action says of it, the action's period, the words and their line; of a territory at most so many. `named` counts the pairs
-- of all territories, `naming` their actions.
WITH
pairs AS (
    SELECT
        kept.territory_id,
        kept.territory,
        kept.territory_rank,
        kept.document_id,
        kept.rank,
        kept.action_id,
        kept.label_printed,
        kept.number_printed,
        kept.title AS action,
        kept.period_start,
        kept.period_end,
        funder.funder_id,
        funder.label AS funder,
        level.label AS level,
        level.rank AS level_rank,
        action_funder.role,
        role.label AS role_label,
        role.rank AS role_rank,
        action_funder.certainty,
        action_funder.part,
        action_funder.stated_sum,
        action_funder.evidence,
        action_funder.line
    FROM selected_action($kept) AS kept
    INNER JOIN action_funder ON kept.action_id = action_funder.action_id
    INNER JOIN funder ON action_funder.funder_id = funder.funder_id
    INNER JOIN level ON funder.level = level.level
    INNER JOIN role ON action_funder.role = role.role
    WHERE
        (action_funder.role <> 'partenaire' OR ($selection).with_partners)
        AND is_chosen(($selection).funders, funder.funder_id)
        AND is_chosen(($selection).levels, funder.level)
),

stated AS (
    SELECT
        action_id,
        funder_id,
        list(eur::DOUBLE ORDER BY line) AS euros
    FROM amount
    WHERE action_id IS NOT NULL AND funder_id IS NOT NULL AND same_as IS NULL AND field IS NULL
    GROUP BY action_id, funder_id
)

SELECT
    pairs.*,
    coalesce(stated.euros, []) AS euros,
    (SELECT count(*) FROM pairs AS every_pair) AS named,
    (SELECT count(DISTINCT every_pair.action_id) FROM pairs AS every_pair) AS naming
FROM pairs
LEFT JOIN stated ON pairs.action_id = stated.action_id AND pairs.funder_id = stated.funder_id
QUALIFY row_number() OVER (
    PARTITION BY pairs.territory_id
    ORDER BY pairs.role_rank, pairs.certainty, pairs.document_id, pairs.rank, pairs.level_rank, pairs.funder
) <= $most
ORDER BY
    pairs.territory_rank, pairs.role_rank, pairs.certainty, pairs.document_id, pairs.rank, pairs.level_rank, pairs.funder;
