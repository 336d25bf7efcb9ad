-- Which of the actions that the search reads are the same text, with the same headings and codes.
CREATE TEMP TABLE searched AS
WITH
named AS (
    SELECT
        action_id,
        'scheme' AS field,
        scheme_id AS code,
        evidence
    FROM action_scheme
    UNION ALL
    SELECT
        action_id,
        'funder' AS field,
        funder_id AS code,
        evidence
    FROM action_funder
),

names AS (
    SELECT
        action_id,
        list(evidence ORDER BY field, code) AS evidence
    FROM named
    GROUP BY action_id
)

SELECT
    told.place,
    told.theme_set,
    told.body_set,
    told.scheme_set,
    md5_number(
        concat_ws(
            chr(0), told.title, told.text, coalesce(told.detail, ''), told.outline_path::VARCHAR, told.theme_set,
            told.body_set, told.schemes::VARCHAR, names.evidence::VARCHAR
        )
    ) AS text_hash
FROM action_overview AS told
LEFT JOIN names USING (action_id);

CREATE TEMP TABLE found AS
SELECT
    (row_number() OVER (ORDER BY min(place)) - 1)::INTEGER AS entry,
    min(place) AS place,
    count(*)::INTEGER AS texts,
    any_value(theme_set) AS theme_set,
    any_value(body_set) AS body_set,
    any_value(scheme_set) AS scheme_set,
    text_hash
FROM searched
GROUP BY text_hash;

INSERT INTO search_action
SELECT
    searched.place,
    found.entry
FROM searched
INNER JOIN found USING (text_hash)
ORDER BY searched.place;
