-- One row per family of schemes (a scheme without family is its own), territory of which an action of the Selection names
-- one of these or whose whole document is of it, scheme and sign: the actions that bear the sign, and all of the family's.
-- A sign is the commitment of an action that makes, revises or runs the scheme, « cite » where it only names it,
-- « document » where the whole document is of it, which is one sign however many actions it has.
WITH
kept AS (
    SELECT
        territory_rank,
        scheme_set,
        engagement,
        sum(actions)::BIGINT AS actions
    FROM selected_profile($kept)
    GROUP BY ALL
),

known AS (
    SELECT
        scheme_id,
        coalesce(family_id, scheme_id) AS family_id,
        coalesce(acronym, label) AS short_label,
        row_number() OVER (ORDER BY lower(coalesce(acronym, label))) AS label_rank
    FROM scheme
    WHERE is_chosen(($selection).schemes, scheme_id)
),

-- Lists of schemes, taken together, are far fewer than actions.
own AS (
    SELECT
        opened.scheme_set,
        opened.own.scheme_id,
        opened.own.relation = 'agit' AS acts
    FROM (
        SELECT
            scheme_set,
            unnest(own_schemes) AS own
        FROM scheme_set
    ) AS opened
),

whole AS (
    SELECT
        scheme_set,
        unnest(document_scheme_ids) AS scheme_id
    FROM scheme_set
),

linked AS (
    SELECT
        kept.territory_rank,
        own.scheme_id,
        CASE WHEN own.acts THEN kept.engagement ELSE 'cite' END AS sign,
        CASE WHEN own.acts THEN engagement.rank ELSE 99 END AS sign_rank,
        kept.actions
    FROM kept
    INNER JOIN own USING (scheme_set)
    INNER JOIN engagement USING (engagement)
    UNION ALL
    SELECT
        kept.territory_rank,
        whole.scheme_id,
        'document' AS sign,
        0 AS sign_rank,
        kept.actions
    FROM kept
    INNER JOIN whole USING (scheme_set)
),

named AS (
    SELECT
        linked.territory_rank,
        known.family_id,
        known.short_label,
        known.label_rank,
        linked.sign,
        linked.sign_rank,
        sum(linked.actions)::BIGINT AS actions
    FROM linked
    INNER JOIN known USING (scheme_id)
    GROUP BY ALL
),

-- An action that names several of a family, or one that its whole document is of too, counts once.
bearing AS (
    SELECT DISTINCT
        opened.scheme_set,
        known.family_id
    FROM (
        SELECT
            scheme_set,
            unnest(scheme_ids) AS scheme_id
        FROM scheme_set
    ) AS opened
    INNER JOIN known USING (scheme_id)
),

counted AS (
    SELECT
        bearing.family_id,
        kept.territory_rank,
        sum(kept.actions)::BIGINT AS actions
    FROM kept
    INNER JOIN bearing USING (scheme_set)
    GROUP BY ALL
)

SELECT
    counted.family_id,
    counted.territory_rank,
    counted.actions,
    named.short_label AS scheme,
    named.sign,
    CASE named.sign WHEN 'document' THEN 1 ELSE named.actions END AS sign_actions
FROM counted
INNER JOIN named USING (family_id, territory_rank)
ORDER BY counted.family_id, counted.territory_rank, named.label_rank, named.sign_rank;
