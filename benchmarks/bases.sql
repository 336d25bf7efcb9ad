-- Invented plans of any size, out of the shipped ones (attached as `shipped`): territories of unequal size, each with
-- themes of its own leaning, whose documents repeat the shipped actions' very lines. All of it is marked as invented, and
-- written document by document, as a build writes plans.
-- Variables: `actions` and `territories`, how many of each.
INSERT INTO theme BY NAME FROM shipped.theme;
INSERT INTO level BY NAME FROM shipped.level;
INSERT INTO funder BY NAME FROM shipped.funder;
INSERT INTO scheme_family BY NAME FROM shipped.scheme_family;
INSERT INTO scheme BY NAME FROM shipped.scheme;
INSERT INTO engagement BY NAME FROM shipped.engagement;
INSERT INTO nature BY NAME FROM shipped.nature;
INSERT INTO role BY NAME FROM shipped.role;
INSERT INTO scope BY NAME FROM shipped.scope;
INSERT INTO amount_kind BY NAME FROM shipped.amount_kind;
INSERT INTO acronym BY NAME FROM shipped.acronym;
INSERT INTO synonym BY NAME FROM shipped.synonym;
INSERT INTO grid BY NAME FROM shipped.grid;
INSERT INTO grid_area BY NAME FROM shipped.grid_area;
INSERT INTO theme_area BY NAME FROM shipped.theme_area;

-- How many actions each territory has: the first a hundred times as many as those in the middle, none without any.
CREATE TEMP TABLE invented AS
WITH weighed AS (
    SELECT
        nth AS rank,
        format('{:04d}', nth) AS number,
        1 / nth ** 0.8 AS weight,
        (hash(nth) >> 2)::BIGINT AS seed
    FROM range(1, getvariable('territories') + 1) AS places (nth)
)

SELECT
    *,
    greatest(1, (getvariable('actions') * weight / sum(weight) OVER ())::BIGINT) AS size,
    'invente-' || number AS territory_id,
    'plan-invente-' || number AS document_id,
    'Territoire inventé ' || number AS name,
    5 + seed % 60 AS communes,
    300 + seed % 900 AS inhabitants
FROM weighed;

INSERT INTO territory BY NAME
SELECT
    territory_id,
    rank,
    name,
    name AS short_name,
    TRUE AS is_compared,
    (200000000 + rank)::VARCHAR AS siren,
    'Département inventé ' || (seed % 101)::VARCHAR AS department,
    'Région inventée ' || (seed % 13)::VARCHAR AS region,
    communes * inhabitants AS population,
    2023 AS population_year,
    communes,
    'le ' || name AS with_article,
    'du ' || name AS with_de,
    'au ' || name AS with_a,
    (['Communauté de communes', 'Communauté d’agglomération', 'Métropole', 'PETR'])[1 + seed % 4] AS kind
FROM invented;

INSERT INTO member BY NAME
SELECT
    territory_id,
    format('{:05d}', commune) AS insee_code,
    'Commune inventée ' || commune::VARCHAR AS name,
    (200000000 + rank)::VARCHAR AS epci_siren,
    name AS epci_name,
    inhabitants AS population
FROM (SELECT *, unnest(range(communes)) AS commune FROM invented);

INSERT INTO contour BY NAME
SELECT
    territory_id,
    [[[-half, -half], [half, -half], [half, half], [-half, half], [-half, -half]]] AS rings,
    2 * half AS width_km,
    2 * half AS height_km
FROM (SELECT territory_id, (5 + seed % 30)::DOUBLE AS half FROM invented);

-- The shipped actions, and where each territory's leaning puts them.
CREATE TEMP TABLE model AS
SELECT
    *,
    last_line - first_line + 1 AS lines,
    row_number() OVER (ORDER BY action_id) AS nth
FROM shipped.action;

CREATE TEMP TABLE leaning AS
SELECT
    lean,
    model.nth,
    row_number() OVER (PARTITION BY lean ORDER BY hash(lean, model.nth)) AS place
FROM range(50) AS leans (lean)
CROSS JOIN model;

-- Where each action stands in its document: a heading before every fortieth.
CREATE TEMP TABLE placed AS
WITH drawn AS (
    SELECT
        invented.document_id,
        invented.territory_id,
        rank_in.nth AS rank,
        leaning.nth AS model,
        rank_in.nth % 40 = 1 AS opens
    FROM invented
    CROSS JOIN LATERAL (SELECT unnest(range(1, invented.size + 1)) AS nth) AS rank_in
    INNER JOIN leaning
        ON leaning.lean = invented.rank % 50
        AND leaning.place = 1 + (
            (SELECT count(*) FROM model) * ((hash(invented.rank, rank_in.nth) % 1_000_000) / 1_000_000) ** 1.7
        )::BIGINT % (SELECT count(*) FROM model)
)

SELECT
    drawn.* EXCLUDE (model),
    model.nth AS model,
    model.lines,
    sum(model.lines + opens::INTEGER) OVER (PARTITION BY drawn.document_id ORDER BY drawn.rank) - model.lines + 1
        AS first_line,
    drawn.document_id || '-' || drawn.rank::VARCHAR AS action_id,
    drawn.document_id || '-T' || ((drawn.rank - 1) // 40 + 1)::VARCHAR AS outline_id
FROM drawn
INNER JOIN model ON drawn.model = model.nth;

-- The last line of a document states a sum.
CREATE TEMP TABLE ending AS
SELECT
    document_id,
    max(first_line + lines)::INTEGER AS line
FROM placed
GROUP BY document_id;

INSERT INTO document BY NAME
SELECT
    invented.document_id,
    invented.territory_id,
    'Plan inventé pour mesurer (' || invented.name || ')' AS title,
    invented.name AS issuer,
    (['plan climat-air-énergie territorial', 'projet de territoire', 'contrat de ville'])[1 + seed % 3] AS kind,
    make_date((2014 + seed % 12)::INTEGER, 1, 1) AS published_on,
    'jour' AS date_precision,
    '1er janvier ' || (2014 + seed % 12)::VARCHAR AS date_label,
    'Inventée.' AS date_basis,
    sha256(invented.document_id) AS sha256,
    []::INTEGER[] AS masked_lines,
    'Texte inventé.' AS licence,
    'Document inventé pour mesurer : il ne dit rien d’aucun territoire.' AS caveat,
    'invente' AS grammar,
    ending.line AS line_count,
    FALSE AS is_reviewed
FROM invented
INNER JOIN ending USING (document_id);

INSERT INTO document_line BY NAME
SELECT
    document_id,
    (first_line - 1)::INTEGER AS line,
    'Axe ' || ((rank - 1) // 40 + 1)::VARCHAR || ' : actions inventées' AS text
FROM placed
WHERE opens
UNION ALL BY NAME
SELECT
    placed.document_id,
    (placed.first_line + received.line - model.first_line)::INTEGER AS line,
    received.text
FROM placed
INNER JOIN model ON placed.model = model.nth
INNER JOIN shipped.document_line AS received
    ON model.document_id = received.document_id
    AND received.line BETWEEN model.first_line AND model.last_line
UNION ALL BY NAME
SELECT
    document_id,
    line,
    'Le programme inventé représente ' || line::VARCHAR || '000 euros.' AS text
FROM ending
ORDER BY document_id, line;

INSERT INTO mention BY NAME
SELECT
    placed.document_id,
    (placed.first_line + said.line - model.first_line)::INTEGER AS line,
    said.* EXCLUDE (document_id, line)
FROM placed
INNER JOIN model ON placed.model = model.nth
INNER JOIN shipped.mention AS said
    ON model.document_id = said.document_id
    AND said.line BETWEEN model.first_line AND model.last_line
ORDER BY placed.document_id, line;

INSERT INTO outline BY NAME
SELECT
    outline_id,
    document_id,
    (rank - 1) // 40 + 1 AS rank,
    1 AS level,
    ((rank - 1) // 40 + 1)::VARCHAR AS number_printed,
    'Axe ' || ((rank - 1) // 40 + 1)::VARCHAR || ' : actions inventées' AS label,
    first_line - 1 AS line
FROM placed
WHERE opens;

INSERT INTO action BY NAME
SELECT
    placed.action_id,
    placed.document_id,
    placed.territory_id,
    placed.outline_id,
    placed.rank,
    placed.rank::VARCHAR AS number_printed,
    placed.first_line,
    placed.first_line + placed.lines - 1 AS last_line,
    []::INTEGER[] AS repeated_lines,
    []::INTEGER[] AS restated_lines,
    if(model.period_start IS NULL, NULL, placed.first_line) AS period_line,
    placed.first_line AS engagement_line,
    placed.first_line AS nature_line,
    model.title,
    model.text,
    model.detail,
    model.period_start,
    model.period_end,
    model.period_evidence,
    model.engagement,
    model.engagement_origin,
    model.engagement_evidence,
    model.nature,
    model.nature_origin,
    model.nature_evidence
FROM placed
INNER JOIN model ON placed.model = model.nth
ORDER BY placed.document_id, placed.rank;

INSERT INTO action_theme BY NAME
SELECT
    placed.action_id,
    placed.first_line AS line,
    borne.* EXCLUDE (action_id, line)
FROM placed
INNER JOIN model ON placed.model = model.nth
INNER JOIN shipped.action_theme AS borne ON model.action_id = borne.action_id
ORDER BY placed.document_id, placed.rank;

INSERT INTO action_funder BY NAME
SELECT
    placed.action_id,
    placed.first_line AS line,
    named.* EXCLUDE (action_id, line)
FROM placed
INNER JOIN model ON placed.model = model.nth
INNER JOIN shipped.action_funder AS named ON model.action_id = named.action_id
ORDER BY placed.document_id, placed.rank;

INSERT INTO action_scheme BY NAME
SELECT
    placed.action_id,
    placed.first_line AS line,
    named.* EXCLUDE (action_id, line)
FROM placed
INNER JOIN model ON placed.model = model.nth
INNER JOIN shipped.action_scheme AS named ON model.action_id = named.action_id
ORDER BY placed.document_id, placed.rank;

INSERT INTO document_funder BY NAME
SELECT
    invented.document_id,
    numbered.funder_id,
    'financeur' AS role,
    'dit' AS certainty,
    'programme inventé' AS evidence,
    ending.line,
    'Inventé.' AS reason
FROM invented
INNER JOIN ending USING (document_id)
INNER JOIN (SELECT *, row_number() OVER (ORDER BY funder_id) AS nth FROM funder) AS numbered
    ON numbered.nth = 1 + invented.seed % (SELECT count(*) FROM funder)
WHERE invented.rank % 7 = 0;

INSERT INTO document_scheme BY NAME
SELECT
    invented.document_id,
    numbered.scheme_id,
    'programme inventé' AS evidence,
    ending.line,
    'Inventé.' AS reason
FROM invented
INNER JOIN ending USING (document_id)
INNER JOIN (SELECT *, row_number() OVER (ORDER BY scheme_id) AS nth FROM scheme) AS numbered
    ON numbered.nth = 1 + invented.seed % (SELECT count(*) FROM scheme)
WHERE invented.rank % 4 = 0;

INSERT INTO amount BY NAME
SELECT
    'invente-' || invented.number AS amount_id,
    'Programme inventé de ' || invented.name AS label,
    invented.document_id,
    invented.territory_id,
    ending.line * 1000 AS eur,
    numbered.scope,
    numbered_kind.kind,
    FALSE AS parts_complete,
    'Le programme inventé représente ' || ending.line::VARCHAR || '000 euros.' AS quote,
    ending.line,
    'Inventé.' AS reason
FROM invented
INNER JOIN ending USING (document_id)
INNER JOIN (SELECT *, row_number() OVER (ORDER BY scope) AS nth FROM scope) AS numbered
    ON numbered.nth = 1 + invented.seed % (SELECT count(*) FROM scope)
INNER JOIN (SELECT *, row_number() OVER (ORDER BY kind) AS nth FROM amount_kind) AS numbered_kind
    ON numbered_kind.nth = 1 + invented.seed % (SELECT count(*) FROM amount_kind)
WHERE invented.rank % 5 = 0;

DROP TABLE ending;
DROP TABLE placed;
DROP TABLE leaning;
DROP TABLE model;
DROP TABLE invented;
