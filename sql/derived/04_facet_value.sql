-- One row per value of a filter that a list of codes bears, and for bodies the role and the certainty in which it does: what
-- the filters count, whose values are so joined once and not list by list. The lists of a field are told by their numbers.
CREATE TABLE facet_value AS
SELECT
    'themes' AS field,
    theme_set AS number,
    unnest(theme_ids) AS value,
    generate_subscripts(theme_ids, 1) = 1 AS is_main,
    NULL::VARCHAR AS role,
    NULL::VARCHAR AS certainty
FROM theme_set
UNION ALL
SELECT
    'levels' AS field,
    body_set AS number,
    unnest(levels) AS value,
    NULL AS is_main,
    NULL AS role,
    NULL AS certainty
FROM body_set
UNION ALL
SELECT
    'funders' AS field,
    opened.number,
    opened.body.funder_id AS value,
    NULL AS is_main,
    opened.body.role,
    opened.body.certainty
FROM (
    SELECT
        body_set AS number,
        unnest(bodies) AS body
    FROM body_set
) AS opened
UNION ALL
SELECT
    'schemes' AS field,
    scheme_set AS number,
    unnest(scheme_ids) AS value,
    NULL AS is_main,
    NULL AS role,
    NULL AS certainty
FROM scheme_set
UNION ALL
SELECT
    'years' AS field,
    period_set AS number,
    unnest(years) AS value,
    NULL AS is_main,
    NULL AS role,
    NULL AS certainty
FROM period_set
ORDER BY field, number, value;

ALTER TABLE facet_value ADD PRIMARY KEY (field, number, value);

COMMENT ON TABLE facet_value IS 'Les valeurs des filtres que porte chaque liste de codes : ce que comptent les filtres.';
COMMENT ON COLUMN facet_value.field IS 'Filtre : themes, levels, funders, schemes ou years.';
COMMENT ON COLUMN facet_value.number IS 'Numéro de la liste (de thèmes, d’organismes, de dispositifs) ou de la période.';
COMMENT ON COLUMN facet_value.value IS 'Valeur du filtre.';
COMMENT ON COLUMN facet_value.is_main IS 'Pour un thème : vrai si c’est le principal.';
COMMENT ON COLUMN facet_value.role IS 'Pour un organisme : le rôle dans lequel il est nommé.';
COMMENT ON COLUMN facet_value.certainty IS 'Pour un organisme : dit ou envisage.';
