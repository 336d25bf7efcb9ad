-- What each term weighs in each text (BM25: log(1 + (N - df + 1/2) / (df + 1/2)) × tf / (k1 × (1 - b + b × length / mean
-- length) + tf), texts that are the same counted as often as they are there), from what was read of them: `posting` and
-- `context`, a row a term and text; `token`, a row a word; `read_entry`, a row a text; `read_term`, a row a term.
-- Variables: kind, k1, b.
CREATE TEMP TABLE known AS
SELECT
    found.*,
    read_entry.start,
    read_entry.counted,
    read_entry.told
FROM found
INNER JOIN read_entry USING (entry);

CREATE TEMP TABLE weighed AS
WITH
mean AS (
    SELECT
        sum(texts) AS texts,
        sum(counted * texts) / sum(texts) AS length
    FROM known
),

spread AS (
    SELECT
        posting.term,
        sum(known.texts) AS texts
    FROM posting
    INNER JOIN known USING (entry)
    GROUP BY posting.term
)

SELECT
    posting.term,
    posting.entry,
    posting.form_bits,
    (
        ln(1 + (mean.texts - spread.texts + 0.5) / (spread.texts + 0.5))::FLOAT::DOUBLE
        * posting.times::DOUBLE
        / (
            getvariable('k1') * ((1 - getvariable('b')) + getvariable('b') * known.counted / mean.length)
            + posting.times::DOUBLE
        )
    )::FLOAT AS weight
FROM posting
INNER JOIN known USING (entry)
INNER JOIN spread USING (term)
CROSS JOIN mean;

CREATE TEMP TABLE told_by AS
WITH
mean AS (
    SELECT
        sum(texts) AS texts,
        sum(told * texts) / sum(texts) AS length
    FROM known
),

spread AS (
    SELECT
        context.term,
        sum(known.texts) AS texts
    FROM context
    INNER JOIN known USING (entry)
    GROUP BY context.term
)

SELECT
    context.term,
    context.entry,
    (
        ln(1 + (mean.texts - spread.texts + 0.5) / (spread.texts + 0.5))::FLOAT::DOUBLE
        / (getvariable('k1') * ((1 - getvariable('b')) + getvariable('b') * known.told / mean.length) + 1)
    )::FLOAT AS weight
FROM context
INNER JOIN known USING (entry)
INNER JOIN spread USING (term)
CROSS JOIN mean;

INSERT INTO search_entry BY NAME
SELECT
    getvariable('kind') AS kind,
    known.entry,
    known.place,
    known.texts,
    known.start,
    sqrt(greatest(coalesce(weights.squares, 0), 1e-9)) AS length,
    known.* EXCLUDE (entry, place, texts, start, counted, told, text_hash)
FROM known
LEFT JOIN (
    SELECT
        entry,
        sum((weight * weight)::DOUBLE) AS squares
    FROM weighed
    GROUP BY entry
) AS weights USING (entry)
ORDER BY known.entry;

INSERT INTO search_term BY NAME
WITH
-- Terms of the kinds that were read before have the first numbers.
numbered AS (
    SELECT count(*) AS terms
    FROM search_term
),

own AS (
    SELECT
        term,
        list(entry ORDER BY entry) AS entries,
        list(weight ORDER BY entry) AS weights,
        list(form_bits ORDER BY entry) AS form_bits,
        min(form_bits) AS least_bits,
        max(form_bits) AS most_bits
    FROM weighed
    GROUP BY term
),

contexts AS (
    SELECT
        term,
        list(entry ORDER BY entry) AS entries,
        list(weight ORDER BY entry) AS weights
    FROM told_by
    GROUP BY term
),

places AS (
    SELECT
        term,
        list(position ORDER BY position) AS positions
    FROM token
    GROUP BY term
)

SELECT
    (numbered.terms + row_number() OVER (ORDER BY read_term.said))::INTEGER AS number,
    getvariable('kind') AS kind,
    read_term.said AS term,
    coalesce(own.entries, []) AS entries,
    coalesce(own.weights, []) AS weights,
    read_term.forms,
    CASE WHEN own.least_bits = 1 AND own.most_bits = 1 THEN [] ELSE coalesce(own.form_bits, []) END AS form_bits,
    coalesce(contexts.entries, []) AS context_entries,
    coalesce(contexts.weights, []) AS context_weights,
    coalesce(places.positions, []) AS positions
FROM read_term
CROSS JOIN numbered
LEFT JOIN own USING (term)
LEFT JOIN contexts USING (term)
LEFT JOIN places USING (term)
WHERE own.term IS NOT NULL OR contexts.term IS NOT NULL
ORDER BY read_term.said;

DROP TABLE known;
DROP TABLE weighed;
DROP TABLE told_by;
DROP TABLE posting;
DROP TABLE context;
DROP TABLE token;
DROP TABLE read_entry;
DROP TABLE read_term;
DROP TABLE found;
DROP TABLE searched;
DROP TABLE named;
