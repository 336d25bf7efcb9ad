-- One row per family of schemes (a scheme without family is its own) of which an action of the Selection names one, or one
-- that its whole document is of.
WITH
named AS (
    SELECT DISTINCT unnest(scheme_ids) AS scheme_id
    FROM scheme_set
    WHERE scheme_set IN (SELECT kept.scheme_set FROM selected_profile($kept) AS kept)
)

-- A row bears the name of its family only where it shows several of its members.
SELECT
    coalesce(scheme.family_id, scheme.scheme_id) AS family_id,
    CASE
        WHEN count(*) = 1 THEN any_value(coalesce(scheme.acronym, scheme.label))
        ELSE any_value(scheme_family.label)
    END AS short_label,
    string_agg(scheme.label, ' ; ' ORDER BY scheme.label) AS label,
    list(scheme.scheme_id ORDER BY scheme.scheme_id) AS scheme_ids,
    min_by(theme.label, theme.rank) AS theme,
    min(theme.rank) AS theme_rank
FROM named
INNER JOIN scheme USING (scheme_id)
INNER JOIN theme USING (theme_id)
LEFT JOIN scheme_family USING (family_id)
WHERE is_chosen(($selection).schemes, scheme.scheme_id)
GROUP BY ALL
ORDER BY theme_rank, short_label COLLATE NOCASE;
