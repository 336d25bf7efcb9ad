-- One row per scheme that an action of the Selection names and funder that it normally has pay; one row of a scheme without
-- money of its own, or of which nothing is known here. `actions` name the scheme; of these `silent` name nobody who pays.
WITH
linked AS (
    SELECT
        unnest(own_schemes).scheme_id AS scheme_id,
        actions,
        list_contains(levels, 'non-renseigne') AS is_silent
    FROM selected_profile($kept)
),

named AS (
    SELECT
        scheme_id,
        sum(actions)::BIGINT AS actions,
        coalesce(sum(actions) FILTER (is_silent), 0)::BIGINT AS silent
    FROM linked
    WHERE is_chosen(($selection).schemes, scheme_id)
    GROUP BY scheme_id
)

SELECT
    scheme.scheme_id,
    scheme.label AS scheme,
    scheme.acronym,
    theme.label AS theme,
    scheme_funding.funder_id,
    funder.label AS funder,
    level.label AS level,
    scheme_funding.part,
    scheme_funding.rule,
    scheme_funding.since,
    scheme_funding.until,
    scheme_funding.source_title,
    scheme_funding.source_url,
    scheme_funding.source_date_label,
    scheme_funding.checked_on,
    named.actions,
    named.silent
FROM named
INNER JOIN scheme USING (scheme_id)
INNER JOIN theme USING (theme_id)
LEFT JOIN scheme_funding USING (scheme_id)
LEFT JOIN funder USING (funder_id)
LEFT JOIN level USING (level)
ORDER BY
    (scheme_funding.funder_id IS NULL)::INTEGER + (scheme_funding.rule IS NULL)::INTEGER,
    theme.rank,
    coalesce(scheme.acronym, scheme.label) COLLATE NOCASE,
    level.rank,
    funder.label;
