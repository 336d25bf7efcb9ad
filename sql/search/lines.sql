-- Which lines of documents the search reads, which of them are the same text, and the bodies and schemes that each names.
CREATE TEMP TABLE named AS
SELECT
    document_id,
    line,
    list({'field': field, 'code': code, 'words': words} ORDER BY field, code) AS named
FROM mention
WHERE field IN ('scheme', 'funder')
GROUP BY document_id, line;

CREATE TEMP TABLE searched AS
WITH told AS (
    SELECT
        document_id,
        place,
        unnest(range(first_line, last_line + 1)) AS line
    FROM action_overview
)

SELECT
    row_number() OVER (ORDER BY territory.rank, document_line.document_id, document_line.line)::INTEGER AS place,
    document_line.document_id,
    document_line.line,
    told.place AS action_place,
    md5_number(concat(document_line.text, chr(0), named.named::VARCHAR)) AS text_hash
FROM document_line
INNER JOIN document USING (document_id)
INNER JOIN territory USING (territory_id)
LEFT JOIN told
    ON document_line.document_id = told.document_id AND document_line.line = told.line
LEFT JOIN named
    ON document_line.document_id = named.document_id AND document_line.line = named.line
WHERE trim(document_line.text) <> '';

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
    coalesce(named.named, []) AS named,
    alike.text_hash
FROM alike
INNER JOIN searched USING (place)
LEFT JOIN named
    ON searched.document_id = named.document_id AND searched.line = named.line
ORDER BY alike.place;

INSERT INTO search_line
SELECT
    searched.place,
    searched.document_id,
    searched.line,
    found.entry,
    searched.action_place
FROM searched
INNER JOIN found USING (text_hash)
ORDER BY found.entry, searched.place;
