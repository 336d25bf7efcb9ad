-- One row per value of a filter that keeps an action, the reader's other filters being what they are: how many it keeps.
-- For bodies, also in which roles, whether or not the reader counts partners; and, apart from all actions, how many
-- documents name them for their whole programme and how many sums they are said to pay.
-- What each filter keeps is said as in the macro `is_kept`; a test compares the two.
WITH
borne AS (
    SELECT
        territory_id,
        engagement,
        nature,
        years,
        levels,
        scheme_ids,
        bodies,
        actions,
        counted_themes(theme_ids, ($selection).with_secondary) AS themes,
        is_looked_at(($selection).territories, territory_id, is_compared) AS by_territory,
        is_any_chosen(($selection).themes, counted_themes(theme_ids, ($selection).with_secondary)) AS by_theme,
        is_any_chosen(($selection).levels, levels) AS by_level,
        is_any_chosen(
            ($selection).funders, counted_bodies(funder_ids, partner_ids, ($selection).with_partners)
        ) AS by_funder,
        is_any_chosen(($selection).schemes, scheme_ids) AS by_scheme,
        is_chosen(($selection).engagements, engagement) AS by_engagement,
        is_chosen(($selection).natures, nature) AS by_nature,
        is_any_chosen(($selection).years, years) AS by_year
    FROM action_profile
),

kept AS (
    SELECT
        'territories' AS field,
        territory_id AS value,
        actions,
        NULL AS role,
        NULL AS certainty
    FROM borne
    WHERE by_theme AND by_level AND by_funder AND by_scheme AND by_engagement AND by_nature AND by_year
    UNION ALL
    SELECT
        'themes' AS field,
        unnest(themes) AS value,
        actions,
        NULL AS role,
        NULL AS certainty
    FROM borne
    WHERE by_territory AND by_level AND by_funder AND by_scheme AND by_engagement AND by_nature AND by_year
    UNION ALL
    SELECT
        'levels' AS field,
        unnest(levels) AS value,
        actions,
        NULL AS role,
        NULL AS certainty
    FROM borne
    WHERE by_territory AND by_theme AND by_funder AND by_scheme AND by_engagement AND by_nature AND by_year
    UNION ALL
    SELECT
        'funders' AS field,
        body.funder_id AS value,
        actions,
        body.role,
        body.certainty
    FROM (
        SELECT
            unnest(bodies) AS body,
            actions
        FROM borne
        WHERE by_territory AND by_theme AND by_level AND by_scheme AND by_engagement AND by_nature AND by_year
    )
    UNION ALL
    SELECT
        'schemes' AS field,
        unnest(scheme_ids) AS value,
        actions,
        NULL AS role,
        NULL AS certainty
    FROM borne
    WHERE by_territory AND by_theme AND by_level AND by_funder AND by_engagement AND by_nature AND by_year
    UNION ALL
    SELECT
        'engagements' AS field,
        engagement AS value,
        actions,
        NULL AS role,
        NULL AS certainty
    FROM borne
    WHERE by_territory AND by_theme AND by_level AND by_funder AND by_scheme AND by_nature AND by_year
    UNION ALL
    SELECT
        'natures' AS field,
        nature AS value,
        actions,
        NULL AS role,
        NULL AS certainty
    FROM borne
    WHERE by_territory AND by_theme AND by_level AND by_funder AND by_scheme AND by_engagement AND by_year
    UNION ALL
    SELECT
        'years' AS field,
        unnest(years) AS value,
        actions,
        NULL AS role,
        NULL AS certainty
    FROM borne
    WHERE by_territory AND by_theme AND by_level AND by_funder AND by_scheme AND by_engagement AND by_nature
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
