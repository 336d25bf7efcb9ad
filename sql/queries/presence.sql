-- One row per territory and code (theme, scheme or body) that its document holds, whatever the filters: its actions that
-- have it first (`main`: as their main theme; of a scheme or body, all), all that have it in any way, whether the whole
-- document is of it or names it, and the lines where its terms stand.
WITH
coded AS (
    SELECT
        'themes' AS field,
        theme_id AS code,
        action_id,
        rank = 1 AS is_main
    FROM action_theme
    UNION ALL
    SELECT
        'schemes' AS field,
        scheme_id AS code,
        action_id,
        TRUE AS is_main
    FROM action_scheme
    UNION ALL
    SELECT DISTINCT
        'funders' AS field,
        funder_id AS code,
        action_id,
        TRUE AS is_main
    FROM action_funder
),

counted AS (
    SELECT
        coded.field,
        coded.code,
        action.document_id,
        list(coded.action_id ORDER BY coded.action_id) FILTER (coded.is_main) AS main,
        list(coded.action_id ORDER BY coded.action_id) AS touching
    FROM coded
    INNER JOIN action USING (action_id)
    GROUP BY ALL
),

whole AS (
    SELECT
        'schemes' AS field,
        scheme_id AS code,
        document_id
    FROM document_scheme
    UNION
    SELECT
        'funders' AS field,
        funder_id AS code,
        document_id
    FROM document_funder
),

written AS (
    SELECT
        CASE field WHEN 'theme' THEN 'themes' WHEN 'scheme' THEN 'schemes' ELSE 'funders' END AS field,
        code,
        document_id,
        list(line ORDER BY line) AS lines
    FROM mention
    GROUP BY ALL
)

SELECT
    field,
    code,
    document.document_id,
    document.territory_id,
    coalesce(counted.main, []) AS main,
    coalesce(counted.touching, []) AS touching,
    whole.code IS NOT NULL AS of_whole_document,
    coalesce(written.lines, []) AS lines
FROM counted
FULL JOIN whole USING (field, code, document_id)
FULL JOIN written USING (field, code, document_id)
INNER JOIN document USING (document_id)
ORDER BY field, code, document.document_id;
