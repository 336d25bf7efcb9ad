-- One row per value of a filter that keeps an action, the reader's other filters being what they are: how many it keeps.
-- For bodies, also in which roles, whether or not the reader counts partners; and, apart from all actions, how many
-- documents name them for their whole programme and how many sums they are said to pay.
-- What each filter keeps is said as in the macros `kept_…_set`; a test compares the two.
WITH
themes AS (
    SELECT
        theme_set,
        2 * (
            NOT is_any_chosen(($selection).themes, counted_themes(theme_ids, ($selection).with_secondary))
        )::UTINYINT AS missed
    FROM theme_set
),

bodies AS (
    SELECT
        body_set,
        4 * (NOT is_any_chosen(($selection).levels, levels))::UTINYINT
        + 8 * (
            NOT is_any_chosen(
                ($selection).funders, counted_bodies(funder_ids, partner_ids, ($selection).with_partners)
            )
        )::UTINYINT AS missed
    FROM body_set
),

schemes AS (
    SELECT
        scheme_set,
        16 * (NOT is_any_chosen(($selection).schemes, scheme_ids))::UTINYINT AS missed
    FROM scheme_set
),

periods AS (
    SELECT
        period_set,
        128 * (NOT is_any_chosen(($selection).years, years))::UTINYINT AS missed
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
        + themes.missed
        + bodies.missed
        + schemes.missed
        + 32 * (NOT is_chosen(($selection).engagements, action_profile.engagement))::UTINYINT
        + 64 * (NOT is_chosen(($selection).natures, action_profile.nature))::UTINYINT
        + periods.missed AS missed
    FROM action_profile
    INNER JOIN themes USING (theme_set)
    INNER JOIN bodies USING (body_set)
    INNER JOIN schemes USING (scheme_set)
    INNER JOIN periods USING (period_set)
),

-- Taken together by what counts of them: of those that one filter leaves out, only what that filter is about.
borne AS MATERIALIZED (
    SELECT
        missed,
        territory_rank,
        theme_set,
        body_set,
        scheme_set,
        period_set,
        engagement,
        nature,
        sum(actions) AS actions
    FROM (
        SELECT
            missed,
            CASE WHEN missed <= 1 THEN territory_rank END AS territory_rank,
            CASE WHEN missed IN (0, 2) THEN theme_set END AS theme_set,
            CASE WHEN missed IN (0, 4, 8) THEN body_set END AS body_set,
            CASE WHEN missed IN (0, 16) THEN scheme_set END AS scheme_set,
            CASE WHEN missed IN (0, 128) THEN period_set END AS period_set,
            CASE WHEN missed IN (0, 32) THEN engagement END AS engagement,
            CASE WHEN missed IN (0, 64) THEN nature END AS nature,
            actions
        FROM judged
        WHERE bit_count(missed) <= 1
    )
    GROUP BY
        GROUPING SETS (
            (missed, territory_rank),
            (missed, theme_set, body_set, scheme_set, period_set, engagement, nature)
        )
),

kept AS (
    SELECT
        'territories' AS field,
        territory.territory_id AS value,
        borne.actions,
        NULL AS role,
        NULL AS certainty
    FROM borne
    INNER JOIN territory ON borne.territory_rank = territory.rank
    UNION ALL
    SELECT
        'themes' AS field,
        unnest(counted_themes(theme_set.theme_ids, ($selection).with_secondary)) AS value,
        borne.actions,
        NULL AS role,
        NULL AS certainty
    FROM borne
    INNER JOIN theme_set USING (theme_set)
    UNION ALL
    SELECT
        'levels' AS field,
        unnest(body_set.levels) AS value,
        borne.actions,
        NULL AS role,
        NULL AS certainty
    FROM borne
    INNER JOIN body_set USING (body_set)
    WHERE borne.missed <> 8
    UNION ALL
    SELECT
        'funders' AS field,
        named.body.funder_id AS value,
        named.actions,
        named.body.role,
        named.body.certainty
    FROM (
        SELECT
            unnest(body_set.bodies) AS body,
            borne.actions
        FROM borne
        INNER JOIN body_set USING (body_set)
        WHERE borne.missed <> 4
    ) AS named
    UNION ALL
    SELECT
        'schemes' AS field,
        unnest(scheme_set.scheme_ids) AS value,
        borne.actions,
        NULL AS role,
        NULL AS certainty
    FROM borne
    INNER JOIN scheme_set USING (scheme_set)
    UNION ALL
    SELECT
        'engagements' AS field,
        engagement AS value,
        actions,
        NULL AS role,
        NULL AS certainty
    FROM borne
    WHERE engagement IS NOT NULL
    UNION ALL
    SELECT
        'natures' AS field,
        nature AS value,
        actions,
        NULL AS role,
        NULL AS certainty
    FROM borne
    WHERE nature IS NOT NULL
    UNION ALL
    SELECT
        'years' AS field,
        unnest(period_set.years) AS value,
        borne.actions,
        NULL AS role,
        NULL AS certainty
    FROM borne
    INNER JOIN period_set USING (period_set)
),

counted AS (
    SELECT
        field,
        value,
        coalesce(sum(actions) FILTER (role IS NULL OR role <> 'partenaire' OR ($selection).with_partners), 0) AS actions,
        coalesce(sum(actions) FILTER (role = 'financeur' AND certainty = 'dit'), 0) AS as_funder,
        coalesce(sum(actions) FILTER (role = 'financeur' AND certainty = 'envisage'), 0) AS as_envisaged,
        coalesce(sum(actions) FILTER (role = 'contractant'), 0) AS as_signatory,
        coalesce(sum(actions) FILTER (role = 'partenaire'), 0) AS as_partner
    FROM kept
    GROUP BY field, value
),

-- Of the filters, those of territories and levels alone apply to whole documents and to sums.
told AS (
    SELECT
        document.territory_id,
        document_funder.funder_id,
        document_funder.document_id,
        NULL AS amount_id
    FROM document_funder
    INNER JOIN document USING (document_id)
    UNION ALL
    SELECT
        territory_id,
        funder_id,
        NULL AS document_id,
        amount_id
    FROM amount
    WHERE funder_id IS NOT NULL AND same_as IS NULL AND field IS NULL
),

whole AS (
    SELECT
        'funders' AS field,
        funder.funder_id AS value,
        count(DISTINCT told.document_id) AS documents,
        count(told.amount_id) AS sums
    FROM told
    INNER JOIN funder USING (funder_id)
    WHERE is_chosen(($selection).territories, told.territory_id) AND is_chosen(($selection).levels, funder.level)
    GROUP BY funder.funder_id
)

SELECT
    field,
    value,
    coalesce(counted.actions, 0)::BIGINT AS actions,
    coalesce(counted.as_funder, 0)::BIGINT AS as_funder,
    coalesce(counted.as_envisaged, 0)::BIGINT AS as_envisaged,
    coalesce(counted.as_signatory, 0)::BIGINT AS as_signatory,
    coalesce(counted.as_partner, 0)::BIGINT AS as_partner,
    coalesce(whole.documents, 0)::BIGINT AS documents,
    coalesce(whole.sums, 0)::BIGINT AS sums
FROM counted
FULL JOIN whole USING (field, value)
ORDER BY field, value;
