-- One row per value of a filter that keeps an action, the reader's other filters being what they are: how many it keeps.
-- For bodies, also in which roles, whether or not the reader counts partners.
-- What each filter keeps is said as in the macro `is_kept`; a test compares the two.
WITH
themes AS (
    SELECT
        theme_set,
        counted_themes(theme_ids, ($selection).with_secondary) AS theme_ids,
        NOT is_any_chosen(($selection).themes, counted_themes(theme_ids, ($selection).with_secondary)) AS off_theme
    FROM theme_set
),

bodies AS (
    SELECT
        body_set,
        levels,
        bodies,
        NOT is_any_chosen(($selection).levels, levels) AS off_level,
        NOT is_any_chosen(
            ($selection).funders, counted_bodies(funder_ids, partner_ids, ($selection).with_partners)
        ) AS off_funder
    FROM body_set
),

schemes AS (
    SELECT
        scheme_set,
        scheme_ids,
        NOT is_any_chosen(($selection).schemes, scheme_ids) AS off_scheme
    FROM scheme_set
),

periods AS (
    SELECT
        period_set,
        years,
        NOT is_any_chosen(($selection).years, years) AS off_year
    FROM period_set
),

-- What one filter alone leaves out counts among the values of that filter, and nowhere else.
judged AS (
    SELECT
        action_profile.territory_rank,
        action_profile.theme_set,
        action_profile.body_set,
        action_profile.scheme_set,
        action_profile.period_set,
        action_profile.engagement,
        action_profile.nature,
        action_profile.actions,
        (NOT is_looked_at(($selection).territories, action_profile.territory_id, action_profile.is_compared))::UTINYINT
        + 2 * themes.off_theme::UTINYINT
        + 4 * bodies.off_level::UTINYINT
        + 8 * bodies.off_funder::UTINYINT
        + 16 * schemes.off_scheme::UTINYINT
        + 32 * (NOT is_chosen(($selection).engagements, action_profile.engagement))::UTINYINT
        + 64 * (NOT is_chosen(($selection).natures, action_profile.nature))::UTINYINT
        + 128 * periods.off_year::UTINYINT AS missed
    FROM action_profile
    INNER JOIN themes USING (theme_set)
    INNER JOIN bodies USING (body_set)
    INNER JOIN schemes USING (scheme_set)
    INNER JOIN periods USING (period_set)
),

borne AS MATERIALIZED (
    SELECT
        missed,
        theme_set,
        body_set,
        scheme_set,
        period_set,
        engagement,
        nature,
        sum(actions) AS actions
    FROM judged
    WHERE bit_count(missed) <= 1
    GROUP BY ALL
),

kept AS (
    SELECT
        'territories' AS field,
        territory.territory_id AS value,
        sum(judged.actions) AS actions,
        NULL AS role,
        NULL AS certainty
    FROM judged
    INNER JOIN territory ON judged.territory_rank = territory.rank
    WHERE judged.missed IN (0, 1)
    GROUP BY territory.territory_id
    UNION ALL
    SELECT
        'themes' AS field,
        unnest(themes.theme_ids) AS value,
        borne.actions,
        NULL AS role,
        NULL AS certainty
    FROM borne
    INNER JOIN themes USING (theme_set)
    WHERE borne.missed IN (0, 2)
    UNION ALL
    SELECT
        'levels' AS field,
        unnest(bodies.levels) AS value,
        borne.actions,
        NULL AS role,
        NULL AS certainty
    FROM borne
    INNER JOIN bodies USING (body_set)
    WHERE borne.missed IN (0, 4)
    UNION ALL
    SELECT
        'funders' AS field,
        named.body.funder_id AS value,
        named.actions,
        named.body.role,
        named.body.certainty
    FROM (
        SELECT
            unnest(bodies.bodies) AS body,
            borne.actions
        FROM borne
        INNER JOIN bodies USING (body_set)
        WHERE borne.missed IN (0, 8)
    ) AS named
    UNION ALL
    SELECT
        'schemes' AS field,
        unnest(schemes.scheme_ids) AS value,
        borne.actions,
        NULL AS role,
        NULL AS certainty
    FROM borne
    INNER JOIN schemes USING (scheme_set)
    WHERE borne.missed IN (0, 16)
    UNION ALL
    SELECT
        'engagements' AS field,
        engagement AS value,
        actions,
        NULL AS role,
        NULL AS certainty
    FROM borne
    WHERE missed IN (0, 32)
    UNION ALL
    SELECT
        'natures' AS field,
        nature AS value,
        actions,
        NULL AS role,
        NULL AS certainty
    FROM borne
    WHERE missed IN (0, 64)
    UNION ALL
    SELECT
        'years' AS field,
        unnest(periods.years) AS value,
        borne.actions,
        NULL AS role,
        NULL AS certainty
    FROM borne
    INNER JOIN periods USING (period_set)
    WHERE borne.missed IN (0, 128)
)

SELECT
    field,
    value,
    coalesce(sum(actions) FILTER (role IS NULL OR role <> 'partenaire' OR ($selection).with_partners), 0)::BIGINT AS actions,
    coalesce(sum(actions) FILTER (role = 'financeur' AND certainty = 'dit'), 0)::BIGINT AS as_funder,
    coalesce(sum(actions) FILTER (role = 'financeur' AND certainty = 'envisage'), 0)::BIGINT AS as_envisaged,
    coalesce(sum(actions) FILTER (role = 'contractant'), 0)::BIGINT AS as_signatory,
    coalesce(sum(actions) FILTER (role = 'partenaire'), 0)::BIGINT AS as_partner
FROM kept
GROUP BY field, value
ORDER BY field, value;
