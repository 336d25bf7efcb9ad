-- One row per family of schemes (a scheme without family is its own) that an action of the Selection names or that is its
-- whole document's, and territory: the actions, and each scheme's signs. A sign is the commitment of an action that makes,
-- revises or runs the scheme, « cite » where it only names it, « document » where the whole document is of it.
WITH
kept AS (
    SELECT * FROM selected_action($selection)
),

linked AS (
    SELECT
        kept.action_id,
        kept.territory_id,
        action_scheme.scheme_id,
        CASE action_scheme.relation WHEN 'agit' THEN kept.engagement ELSE 'cite' END AS sign,
        CASE action_scheme.relation WHEN 'agit' THEN engagement.rank ELSE 99 END AS sign_rank
    FROM kept
    INNER JOIN action_scheme USING (action_id)
    INNER JOIN engagement USING (engagement)
    UNION ALL
    SELECT
        kept.action_id,
        kept.territory_id,
        document_scheme.scheme_id,
        'document' AS sign,
        0 AS sign_rank
    FROM kept
    INNER JOIN document_scheme USING (document_id)
),

named AS (
    SELECT
        linked.*,
        coalesce(scheme.family_id, scheme.scheme_id) AS family_id,
        coalesce(scheme.acronym, scheme.label) AS short_label
    FROM linked
    INNER JOIN scheme USING (scheme_id)
    WHERE is_chosen(($selection).schemes, scheme.scheme_id)
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
        list({'scheme': short_label, 'sign': sign} ORDER BY lower(short_label), sign_rank) AS signs
    FROM (
        SELECT family_id, territory_id, short_label, sign, sign_rank FROM named WHERE sign <> 'document'
        UNION ALL
        SELECT DISTINCT family_id, territory_id, short_label, sign, sign_rank FROM named WHERE sign = 'document'
    )
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
    count(DISTINCT named.action_id) AS actions,
    coalesce(any_value(signs.signs), []) AS signs
FROM family
CROSS JOIN total_by_territory($selection) AS totals
LEFT JOIN named ON family.family_id = named.family_id AND totals.territory_id = named.territory_id
LEFT JOIN signs ON family.family_id = signs.family_id AND totals.territory_id = signs.territory_id
GROUP BY ALL
ORDER BY theme_rank, short_label COLLATE NOCASE, territory_rank;
