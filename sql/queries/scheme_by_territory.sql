-- One row per family of schemes (a scheme without family is its own) that an action of the Selection names or that is its
-- whole document's, and territory: the actions, and each scheme's signs. A sign is the commitment of an action that makes,
-- revises or runs the scheme, « cite » where it only names it, « document » where the whole document is of it.
WITH
kept AS (
    SELECT * FROM selected_profile($selection)
),

own AS (
    SELECT
        territory_id,
        engagement,
        unnest(own_schemes) AS own,
        actions
    FROM kept
),

linked AS (
    SELECT
        own.territory_id,
        own.own.scheme_id,
        CASE own.own.relation WHEN 'agit' THEN own.engagement ELSE 'cite' END AS sign,
        CASE own.own.relation WHEN 'agit' THEN engagement.rank ELSE 99 END AS sign_rank,
        own.actions
    FROM own
    INNER JOIN engagement USING (engagement)
    UNION ALL
    SELECT
        kept.territory_id,
        document_scheme.scheme_id,
        'document' AS sign,
        0 AS sign_rank,
        kept.actions
    FROM kept
    INNER JOIN document_scheme USING (document_id)
),

named AS (
    SELECT
        linked.territory_id,
        linked.scheme_id,
        linked.sign,
        linked.sign_rank,
        coalesce(scheme.family_id, scheme.scheme_id) AS family_id,
        coalesce(scheme.acronym, scheme.label) AS short_label,
        sum(linked.actions)::BIGINT AS actions
    FROM linked
    INNER JOIN scheme USING (scheme_id)
    WHERE is_chosen(($selection).schemes, scheme.scheme_id)
    GROUP BY ALL
),

-- An action that names several of a family, or one that its whole document is of too, counts once.
bearing AS (
    SELECT DISTINCT
        kept.profile,
        kept.territory_id,
        kept.actions,
        coalesce(scheme.family_id, scheme.scheme_id) AS family_id
    FROM (
        SELECT
            profile,
            territory_id,
            actions,
            unnest(scheme_ids) AS scheme_id
        FROM kept
    ) AS kept
    INNER JOIN scheme USING (scheme_id)
    WHERE is_chosen(($selection).schemes, scheme.scheme_id)
),

counted AS (
    SELECT
        family_id,
        territory_id,
        sum(actions)::BIGINT AS actions
    FROM bearing
    GROUP BY ALL
),

-- A row bears the name of its family only where it shows several of its members.
family AS (
    SELECT
        named.family_id,
        CASE WHEN count(DISTINCT scheme.scheme_id) = 1 THEN any_value(named.short_label) ELSE any_value(scheme_family.label) END
            AS short_label,
        list(DISTINCT scheme.scheme_id ORDER BY scheme.scheme_id) AS scheme_ids,
        string_agg(DISTINCT scheme.label, ' ; ' ORDER BY scheme.label) AS label,
        min_by(theme.label, theme.rank) AS theme,
        min(theme.rank) AS theme_rank
    FROM named
    INNER JOIN scheme USING (scheme_id)
    INNER JOIN theme USING (theme_id)
    LEFT JOIN scheme_family ON named.family_id = scheme_family.family_id
    GROUP BY named.family_id
),

-- What a whole document is of is one sign, however many actions it has.
signs AS (
    SELECT
        family_id,
        territory_id,
        list(
            {'scheme': short_label, 'sign': sign, 'actions': CASE sign WHEN 'document' THEN 1 ELSE actions END}
            ORDER BY lower(short_label), sign_rank
        ) AS signs
    FROM named
    GROUP BY family_id, territory_id
)

SELECT
    family.family_id,
    family.short_label,
    family.label,
    family.scheme_ids,
    family.theme,
    family.theme_rank,
    totals.territory_id,
    totals.territory,
    totals.territory_rank,
    totals.total,
    coalesce(counted.actions, 0) AS actions,
    coalesce(signs.signs, []) AS signs
FROM family
CROSS JOIN total_by_territory($selection) AS totals
LEFT JOIN counted ON family.family_id = counted.family_id AND totals.territory_id = counted.territory_id
LEFT JOIN signs ON family.family_id = signs.family_id AND totals.territory_id = signs.territory_id
ORDER BY family.theme_rank, family.short_label COLLATE NOCASE, totals.territory_rank;
