-- One row per list of themes, of schemes that actions name or of bodies that pay, by which actions are near.
SELECT
    'theme' AS field,
    theme_set AS number,
    theme_ids AS codes
FROM theme_set
UNION ALL
SELECT
    'scheme' AS field,
    scheme_set AS number,
    [own.scheme_id FOR own IN own_schemes] AS codes
FROM scheme_set
UNION ALL
SELECT
    'funder' AS field,
    body_set AS number,
    [
        body.funder_id || CASE WHEN body.in_part THEN ' en partie' ELSE '' END
        FOR body IN bodies IF body.role = 'financeur' AND body.certainty = 'dit'
    ] AS codes
FROM body_set
ORDER BY field, number;
