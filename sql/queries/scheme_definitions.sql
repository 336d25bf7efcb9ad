-- One row per scheme, with its family if it has one.
SELECT
    scheme.scheme_id,
    coalesce(scheme.acronym, scheme.label) AS short_label,
    scheme.acronym,
    scheme.label,
    scheme.definition,
    scheme_family.label AS family
FROM scheme
LEFT JOIN scheme_family USING (family_id)
ORDER BY lower(short_label);
