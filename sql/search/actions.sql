-- Which of the actions that the search reads are the same text, with the same headings and codes, and the bodies and schemes
-- that each text names.
CREATE TEMP TABLE searched AS
WITH
named AS (
    SELECT
        action_id,
        'scheme' AS field,
        scheme_id AS code,
        evidence AS words
    FROM action_scheme
    UNION ALL
    SELECT
        action_id,
        'funder' AS field,
        funder_id AS code,
        evidence AS words
    FROM action_funder
),

names AS (
    SELECT
        action_id,
        list({'field': field, 'code': code, 'words': words} ORDER BY field, code) AS named
    FROM named
    GROUP BY action_id
)

SELECT
    told.place,
    told.theme_set,
    told.body_set,
    told.scheme_set,
    coalesce(names.named, []) AS named,
    md5_number(
        concat_ws(
            chr(0), told.title, told.text, coalesce(told.detail, ''), told.outline_path::VARCHAR, told.theme_set,
            told.body_set, told.schemes::VARCHAR, names.named::VARCHAR
        )
    ) AS text_hash
FROM action_overview AS told
LEFT JOIN names USING (action_id);

CREATE TEMP TABLE found AS
WITH alike AS (
    SELECT
        min(place) AS place,
        count(*)::INTEGER AS texts,
        text_hash
    FROM searched
    GROUP BY text_hash
)

SELECT
    (row_number() OVER (ORDER BY alike.place) - 1)::INTEGER AS entry,
    alike.place,
    alike.texts,
    searched.theme_set,
    searched.body_set,
    searched.scheme_set,
    searched.named,
    alike.text_hash
FROM alike
INNER JOIN searched USING (place)
ORDER BY alike.place;

INSERT INTO search_action
SELECT
    searched.place,
    found.entry
FROM searched
INNER JOIN found USING (text_hash)
ORDER BY found.entry, searched.place;
