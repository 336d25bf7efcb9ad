-- One row per area of a reading grid and territory: actions whose main theme leads to the area, those of which any theme
-- does, which of the two the Selection counts, and all its actions, within the Selection. An action counts once in each
-- area to which its theme leads. `themes` are those that the Selection keeps; an area to which none leads has no row.
WITH
area AS (
    SELECT
        grid_area.area_id,
        grid_area.label AS area,
        grid_area.rank AS area_rank,
        list(theme.theme_id ORDER BY theme.rank) AS themes
    FROM grid_area
    INNER JOIN theme_area USING (area_id)
    INNER JOIN theme USING (theme_id)
    WHERE
        grid_area.grid_id = $grid
        AND is_chosen(($selection).themes, theme.theme_id)
    GROUP BY grid_area.area_id, grid_area.label, grid_area.rank
),

-- Lists of themes, taken together, are far fewer than actions.
borne AS (
    SELECT
        kept.territory_rank,
        theme_set.theme_ids,
        kept.actions
    FROM (
        SELECT
            territory_rank,
            theme_set,
            sum(actions)::BIGINT AS actions
        FROM selected_profile($kept, of_any_theme := TRUE)
        GROUP BY ALL
    ) AS kept
    INNER JOIN theme_set USING (theme_set)
),

counted AS (
    SELECT
        area.area_id,
        borne.territory_rank,
        coalesce(sum(borne.actions) FILTER (list_contains(area.themes, borne.theme_ids[1])), 0)::BIGINT AS main,
        sum(borne.actions)::BIGINT AS touching
    FROM borne
    INNER JOIN area ON list_has_any(area.themes, borne.theme_ids)
    GROUP BY ALL
)

SELECT
    area.area_id,
    area.area,
    area.area_rank,
    area.themes,
    totals.territory_id,
    totals.territory,
    totals.territory_rank,
    totals.total,
    coalesce(counted.main, 0) AS main,
    coalesce(counted.touching, 0) AS touching,
    coalesce(CASE WHEN ($selection).with_secondary THEN counted.touching ELSE counted.main END, 0) AS actions
FROM area
CROSS JOIN total_by_territory($kept, of_any_theme := TRUE) AS totals
LEFT JOIN counted ON area.area_id = counted.area_id AND totals.territory_rank = counted.territory_rank
ORDER BY area.area_rank, totals.territory_rank;
