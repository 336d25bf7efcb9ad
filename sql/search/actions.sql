-- Which of the actions that the search reads are the same text, with the same headings and codes, and the bodies and schemes
-- that each text names.
CREATE TEMP TABLE named AS
WITH linked AS (
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
)

SELECT
    action_id,
    list({'field': field, 'code': code, 'words': words} ORDER BY field, code) AS named
FROM linked
GROUP BY action_id;

CREATE TEMP TABLE searched AS
SELECT
    told.place,
    md5_number(
        concat_ws(
            chr(0), told.title, told.text, coalesce(told.detail, ''), told.outline_path::VARCHAR, told.theme_set,
            told.body_set, told.schemes::VARCHAR, named.named::VARCHAR
        )
    ) AS text_hash
FROM action_overview AS told
LEFT JOIN named USING (action_id);

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
    told.theme_set,
    told.body_set,
    told.scheme_set,
    coalesce(named.named, []) AS named,
    alike.text_hash
FROM alike
INNER JOIN action_overview AS told USING (place)
LEFT JOIN named USING (action_id)
ORDER BY alike.place;

INSERT INTO search_action
SELECT
    searched.place,
    found.entry
FROM searched
INNER JOIN found USING (text_hash)
ORDER BY found.entry, searched.place;
