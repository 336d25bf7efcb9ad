-- One row per value of a filter that keeps an action, the reader's other filters being what they are: how many it keeps.
-- For bodies, also in which roles, whether or not the reader counts partners; and, apart from all actions, how many
-- documents name them for their whole programme and how many sums they are said to pay.
WITH
-- What one filter alone leaves out counts among the values of that filter, and nowhere else.
judged AS (
    SELECT
        *,
        CASE
            WHEN get_bit(($kept::kept).codes, code_set) = 1 THEN 'all'
            WHEN get_bit(($kept::kept).but_for.themes, code_set) = 1 THEN 'themes'
            WHEN get_bit(($kept::kept).but_for.levels, code_set) = 1 THEN 'levels'
            WHEN get_bit(($kept::kept).but_for.funders, code_set) = 1 THEN 'funders'
            WHEN get_bit(($kept::kept).but_for.schemes, code_set) = 1 THEN 'schemes'
            WHEN get_bit(($kept::kept).but_for.engagements, code_set) = 1 THEN 'engagements'
            WHEN get_bit(($kept::kept).but_for.natures, code_set) = 1 THEN 'natures'
            WHEN get_bit(($kept::kept).but_for.years, code_set) = 1 THEN 'years'
        END AS counts
    FROM code_set
),

-- Taken together by what counts of it: of what one filter leaves out, only what that filter is about.
borne AS (
    SELECT
        CASE WHEN judged.counts IN ('all', 'themes') THEN judged.theme_set END AS theme_set,
        CASE WHEN judged.counts IN ('all', 'levels') THEN judged.body_set END AS levels_set,
        CASE WHEN judged.counts IN ('all', 'funders') THEN judged.body_set END AS body_set,
        CASE WHEN judged.counts IN ('all', 'schemes') THEN judged.scheme_set END AS scheme_set,
        CASE WHEN judged.counts IN ('all', 'years') THEN judged.period_set END AS period_set,
        CASE WHEN judged.counts IN ('all', 'engagements') THEN judged.engagement END AS engagement,
        CASE WHEN judged.counts IN ('all', 'natures') THEN judged.nature END AS nature,
        sum(looked_at.actions)::BIGINT AS actions
    FROM judged
    INNER JOIN (
        SELECT
            code_set,
            sum(actions)::BIGINT AS actions
        FROM action_profile
        WHERE get_bit(($kept::kept).territories, territory_rank) = 1
        GROUP BY code_set
    ) AS looked_at USING (code_set)
    WHERE judged.counts IS NOT NULL
    GROUP BY ALL
),

-- Each list by its number, or the one value where there is no list.
borne_by_field AS (
    SELECT
        borne_of.field,
        borne_of.number,
        borne_of.value,
        sum(actions)::BIGINT AS actions
    FROM (
        SELECT
            unnest([
                {'field': 'themes', 'number': theme_set, 'value': NULL::VARCHAR},
                {'field': 'levels', 'number': levels_set, 'value': NULL},
                {'field': 'funders', 'number': body_set, 'value': NULL},
                {'field': 'schemes', 'number': scheme_set, 'value': NULL},
                {'field': 'years', 'number': period_set, 'value': NULL},
                {'field': 'engagements', 'number': NULL, 'value': engagement},
                {'field': 'natures', 'number': NULL, 'value': nature}
            ]) AS borne_of,
            actions
        FROM borne
    )
    WHERE borne_of.number IS NOT NULL OR borne_of.value IS NOT NULL
    GROUP BY ALL
),

kept AS (
    SELECT
        borne_by_field.field,
        coalesce(borne_by_field.value, facet_value.value) AS value,
        borne_by_field.actions,
        facet_value.role,
        facet_value.certainty
    FROM borne_by_field
    LEFT JOIN facet_value
        ON borne_by_field.field = facet_value.field
        AND borne_by_field.number = facet_value.number
    WHERE
        (borne_by_field.value IS NOT NULL OR facet_value.value IS NOT NULL)
        AND (facet_value.is_main IS NOT FALSE OR ($selection).with_secondary)
    UNION ALL
    SELECT
        'territories' AS field,
        territory.territory_id AS value,
        counted.actions,
        NULL AS role,
        NULL AS certainty
    FROM (
        SELECT
            territory_rank,
            sum(actions)::BIGINT AS actions
        FROM action_profile
        WHERE get_bit(($kept::kept).codes, code_set) = 1
        GROUP BY territory_rank
    ) AS counted
    INNER JOIN territory ON counted.territory_rank = territory.rank
),

counted AS (
    SELECT
        field,
        value,
        coalesce(sum(actions) FILTER (role IS NULL OR role <> 'partenaire' OR ($selection).with_partners), 0) AS actions,
        coalesce(sum(actions) FILTER (role = 'financeur' AND certainty = 'dit'), 0) AS as_funder,
        coalesce(sum(actions) FILTER (role = 'financeur' AND certainty = 'envisage'), 0) AS as_envisaged_funder,
        coalesce(sum(actions) FILTER (role = 'contractant' AND certainty = 'dit'), 0) AS as_signatory,
        coalesce(sum(actions) FILTER (role = 'contractant' AND certainty = 'envisage'), 0) AS as_envisaged_signatory,
        coalesce(sum(actions) FILTER (role = 'partenaire' AND certainty = 'dit'), 0) AS as_partner,
        coalesce(sum(actions) FILTER (role = 'partenaire' AND certainty = 'envisage'), 0) AS as_envisaged_partner
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
    INNER JOIN judged_territory(($selection).territories) AS territory USING (territory_id)
    WHERE territory.is_chosen AND is_chosen(($selection).levels, funder.level)
    GROUP BY funder.funder_id
)

SELECT
    field,
    value,
    coalesce(counted.actions, 0)::BIGINT AS actions,
    coalesce(counted.as_funder, 0)::BIGINT AS as_funder,
    coalesce(counted.as_envisaged_funder, 0)::BIGINT AS as_envisaged_funder,
    coalesce(counted.as_signatory, 0)::BIGINT AS as_signatory,
    coalesce(counted.as_envisaged_signatory, 0)::BIGINT AS as_envisaged_signatory,
    coalesce(counted.as_partner, 0)::BIGINT AS as_partner,
    coalesce(counted.as_envisaged_partner, 0)::BIGINT AS as_envisaged_partner,
    coalesce(whole.documents, 0)::BIGINT AS documents,
    coalesce(whole.sums, 0)::BIGINT AS sums
FROM counted
FULL JOIN whole USING (field, value)
ORDER BY field, value;
