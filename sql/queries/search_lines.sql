-- One row per line of a document at these places of the search: its words, the bodies and schemes in it.
WITH
told AS (
    SELECT
        search_line.place,
        search_line.document_id,
        search_line.line,
        document_line.text
    FROM search_line
    INNER JOIN document_line USING (document_id, line)
    WHERE search_line.place IN (SELECT unnest($places))
),

named AS (
    SELECT
        told.place,
        list(mention.field ORDER BY mention.field, mention.code) AS fields,
        list(mention.code ORDER BY mention.field, mention.code) AS codes,
        list(mention.words ORDER BY mention.field, mention.code) AS evidence
    FROM told
    INNER JOIN mention ON told.document_id = mention.document_id AND told.line = mention.line
    WHERE mention.field IN ('scheme', 'funder')
    GROUP BY told.place
)

SELECT
    told.place,
    told.text,
    coalesce(named.fields, []) AS fields,
    coalesce(named.codes, []) AS codes,
    coalesce(named.evidence, []) AS evidence
FROM told
LEFT JOIN named USING (place)
ORDER BY told.place;
