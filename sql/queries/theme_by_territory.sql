-- One row per theme and territory: its actions of that theme (primary, or any where secondary themes count too), and
-- all its actions, within the Selection.
WITH
everything AS (
    SELECT * FROM selected_action(
        $territories::VARCHAR[], NULL::VARCHAR[], FALSE, $levels::VARCHAR[],
        $funders::VARCHAR[], $roles::VARCHAR[], $schemes::VARCHAR[], $engagements::VARCHAR[]
    )
),

totals AS (
    SELECT
        territory.territory_id,
        territory.short_name AS territory,
        territory.rank AS territory_rank,
        count(everything.action_id) AS total
    FROM territory
    LEFT JOIN everything USING (territory_id)
    WHERE
        CASE
            WHEN $territories IS NULL THEN territory.is_compared
            ELSE list_contains($territories::VARCHAR[], territory.territory_id)
        END
    GROUP BY territory.territory_id, territory.short_name, territory.rank
),

counted AS (
    SELECT
        action_theme.theme_id,
        everything.territory_id,
        everything.action_id
    FROM everything
    INNER JOIN action_theme
        ON everything.action_id = action_theme.action_id
        AND (action_theme.rank = 1 OR $with_secondary::BOOLEAN)
)

SELECT
    theme.theme_id,
    theme.label AS theme,
    theme.is_focus,
    theme.rank AS theme_rank,
    totals.territory_id,
    totals.territory,
    totals.territory_rank,
    totals.total,
    count(counted.action_id) AS actions
FROM theme
CROSS JOIN totals
LEFT JOIN counted ON theme.theme_id = counted.theme_id AND totals.territory_id = counted.territory_id
WHERE $themes IS NULL OR list_contains($themes::VARCHAR[], theme.theme_id)
GROUP BY ALL
ORDER BY theme.rank, totals.territory_rank;
