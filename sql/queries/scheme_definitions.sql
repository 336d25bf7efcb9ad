-- One row per scheme, with its family if it has one; without, it is its own (`family_id`, `row_label`).
SELECT
    scheme.scheme_id,
    coalesce(scheme.acronym, scheme.label) AS short_label,
    scheme.acronym,
    scheme.label,
    scheme.definition,
    scheme_family.label AS family,
    coalesce(scheme.family_id, scheme.scheme_id) AS family_id,
    coalesce(scheme_family.label, scheme.acronym, scheme.label) AS row_label
FROM scheme
LEFT JOIN scheme_family ON scheme.family_id = scheme_family.family_id
ORDER BY lower(short_label);
