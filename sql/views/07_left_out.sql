-- One row per filter: the numbers of what it leaves out, be it territories, commitments or natures by their rank, or lists
-- of codes. Lists are judged here, far fewer than the combinations of them. Levels are those of bodies that pay, years those
-- of the stated period, and 'non-renseigne' among them keeps what has none; a scheme is named by the action, or is its whole
-- document's.
CREATE MACRO left_out(asked) AS TABLE
SELECT
    'territories' AS field,
    list(rank) FILTER (NOT is_looked_at) AS numbers
FROM judged_territory((asked::selection).territories)
UNION ALL
SELECT
    'themes' AS field,
    list(theme_set) FILTER (
        NOT is_any_chosen(
            (asked::selection).themes, counted_themes(theme_ids, (asked::selection).with_secondary)
        )
    ) AS numbers
FROM theme_set
UNION ALL
SELECT
    'levels' AS field,
    list(body_set) FILTER (NOT is_any_chosen((asked::selection).levels, levels)) AS numbers
FROM body_set
UNION ALL
SELECT
    'funders' AS field,
    list(body_set) FILTER (
        NOT is_any_chosen(
            (asked::selection).funders,
            counted_bodies(funder_ids, partner_ids, (asked::selection).with_partners)
        )
    ) AS numbers
FROM body_set
UNION ALL
SELECT
    'schemes' AS field,
    list(scheme_set) FILTER (NOT is_any_chosen((asked::selection).schemes, scheme_ids)) AS numbers
FROM scheme_set
UNION ALL
SELECT
    'engagements' AS field,
    list(rank) FILTER (NOT is_chosen((asked::selection).engagements, engagement)) AS numbers
FROM engagement
UNION ALL
SELECT
    'natures' AS field,
    list(rank) FILTER (NOT is_chosen((asked::selection).natures, nature)) AS numbers
FROM nature
UNION ALL
SELECT
    'years' AS field,
    list(period_set) FILTER (NOT is_any_chosen((asked::selection).years, years)) AS numbers
FROM period_set;
