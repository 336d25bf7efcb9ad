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

codes AS (
    SELECT
        code_set.code_set,
        themes.missed
        + bodies.missed
        + schemes.missed
        + 32 * (NOT is_chosen(($selection).engagements, code_set.engagement))::UTINYINT
        + 64 * (NOT is_chosen(($selection).natures, code_set.nature))::UTINYINT
        + periods.missed AS missed
    FROM code_set
    INNER JOIN themes USING (theme_set)
    INNER JOIN bodies USING (body_set)
    INNER JOIN schemes USING (scheme_set)
    INNER JOIN periods USING (period_set)
),

places AS (
    SELECT
        rank AS territory_rank,
        (NOT is_looked_at(($selection).territories, territory_id, is_compared))::UTINYINT AS missed
    FROM territory
),

-- What one filter alone leaves out counts among the values of that filter, and nowhere else.
judged AS MATERIALIZED (
    SELECT
        missed,
        territory_rank,
        code_set,
        sum(actions) AS actions
    FROM (
        SELECT
            places.missed + codes.missed AS missed,
            action_profile.territory_rank,
            action_profile.code_set,
            action_profile.actions
        FROM action_profile
        INNER JOIN codes USING (code_set)
        INNER JOIN places USING (territory_rank)
        WHERE bit_count(places.missed + codes.missed) <= 1
    )
    GROUP BY GROUPING SETS ((missed, territory_rank), (missed, code_set))
),

-- Taken together by what counts of them: of those that one filter leaves out, only what that filter is about.
borne AS MATERIALIZED (
    SELECT
        judged.missed,
        CASE WHEN judged.missed IN (0, 2) THEN code_set.theme_set END AS theme_set,
        CASE WHEN judged.missed IN (0, 4, 8) THEN code_set.body_set END AS body_set,
        CASE WHEN judged.missed IN (0, 16) THEN code_set.scheme_set END AS scheme_set,
        CASE WHEN judged.missed IN (0, 128) THEN code_set.period_set END AS period_set,
        CASE WHEN judged.missed IN (0, 32) THEN code_set.engagement END AS engagement,
        CASE WHEN judged.missed IN (0, 64) THEN code_set.nature END AS nature,
        sum(judged.actions) AS actions
    FROM judged
    INNER JOIN code_set USING (code_set)
    GROUP BY ALL
),

kept AS (
    SELECT
        'territories' AS field,
        territory.territory_id AS value,
        judged.actions,
        NULL AS role,
        NULL AS certainty
    FROM judged
    INNER JOIN territory ON judged.territory_rank = territory.rank
    WHERE judged.missed <= 1
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
