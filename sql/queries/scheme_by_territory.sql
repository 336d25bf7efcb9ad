-- One row per scheme that an action of the Selection names, and territory: the actions, and how far along they are.
WITH
kept AS (
    SELECT * FROM selected_action(
        $territories::VARCHAR[], $themes::VARCHAR[], $with_secondary::BOOLEAN, $levels::VARCHAR[],
        $funders::VARCHAR[], $roles::VARCHAR[], $schemes::VARCHAR[], $engagements::VARCHAR[]
    )
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
),

named AS (
    SELECT
        kept.action_id,
        kept.territory_id,
        kept.engagement,
        engagement.rank AS engagement_rank,
        action_scheme.scheme_id
    FROM kept
    INNER JOIN action_scheme USING (action_id)
    INNER JOIN engagement USING (engagement)
    WHERE $schemes IS NULL OR list_contains($schemes::VARCHAR[], action_scheme.scheme_id)
)

SELECT
    scheme.scheme_id,
    coalesce(scheme.acronym, scheme.label) AS short_label,
    scheme.label,
    scheme.acronym,
    scheme.definition,
    theme.label AS theme,
    theme.rank AS theme_rank,
    totals.territory_id,
    totals.territory,
    totals.territory_rank,
    totals.total,
    count(named.action_id) AS actions,
    coalesce(
        list(named.engagement ORDER BY named.engagement_rank) FILTER (named.engagement IS NOT NULL), []
    ) AS engagements
FROM scheme
INNER JOIN theme USING (theme_id)
CROSS JOIN totals
LEFT JOIN named ON scheme.scheme_id = named.scheme_id AND totals.territory_id = named.territory_id
SEMI JOIN named AS any_named ON scheme.scheme_id = any_named.scheme_id
GROUP BY ALL
ORDER BY theme_rank, short_label COLLATE NOCASE, territory_rank;
