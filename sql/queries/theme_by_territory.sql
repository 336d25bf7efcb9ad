-- One row per theme and territory: its actions of that theme as main one, those that have it main or secondary, which of
-- the two the Selection counts, and all its actions, within the Selection.
WITH
kept AS (
    SELECT
        territory_rank,
        theme_set,
        actions
    FROM selected_profile($kept, of_any_theme := TRUE)
),

totals AS (
    SELECT
        territory_rank,
        sum(actions)::BIGINT AS total
    FROM kept
    GROUP BY ALL
),

opened AS (
    SELECT
        theme_set,
        unnest(theme_ids) AS theme_id,
        generate_subscripts(theme_ids, 1) = 1 AS is_main
    FROM theme_set
),

shown AS (
    SELECT
        theme_id,
        label,
        is_focus,
        rank
    FROM theme
    WHERE is_chosen(($selection).themes, theme_id)
),

borne AS (
    SELECT
        opened.theme_set,
        opened.is_main,
        shown.rank AS theme_rank
    FROM opened
    INNER JOIN shown USING (theme_id)
),

counted AS (
    SELECT
        borne.theme_rank,
        kept.territory_rank,
        coalesce(sum(kept.actions) FILTER (borne.is_main), 0)::BIGINT AS main,
        sum(kept.actions)::BIGINT AS touching
    FROM kept
    INNER JOIN borne USING (theme_set)
    GROUP BY ALL
)

SELECT
    shown.theme_id,
    shown.label AS theme,
    shown.is_focus,
    shown.rank AS theme_rank,
    looked_at.territory_id,
    looked_at.territory,
    looked_at.territory_rank,
    coalesce(totals.total, 0) AS total,
    coalesce(counted.main, 0) AS main,
    coalesce(counted.touching, 0) AS touching,
    coalesce(CASE WHEN ($selection).with_secondary THEN counted.touching ELSE counted.main END, 0) AS actions
FROM shown
CROSS JOIN looked_at($selection) AS looked_at
LEFT JOIN totals ON looked_at.territory_rank = totals.territory_rank
LEFT JOIN counted ON shown.rank = counted.theme_rank AND looked_at.territory_rank = counted.territory_rank
ORDER BY shown.rank, looked_at.territory_rank;
