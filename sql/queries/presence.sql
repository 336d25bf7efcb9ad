-- One row per document of these territories (NULL: of all) and code (of these, NULL: all) of a field that it holds, whatever
-- the filters: its actions that have it first (`main`: as their main theme; of a scheme or body, all), all that have it in
-- any way, whether the whole document is of it or names it, and the lines where its terms stand.
WITH
looked_at AS (
    SELECT
        document.document_id,
        document.territory_id
    FROM document
    INNER JOIN judged_territory($territories) AS territory USING (territory_id)
    WHERE territory.is_chosen
),

coded AS (
    SELECT
        theme_id AS code,
        action_id,
        rank = 1 AS is_main
    FROM action_theme
    WHERE $field = 'themes' AND is_chosen($codes, theme_id)
    UNION ALL
    SELECT
        scheme_id AS code,
        action_id,
        TRUE AS is_main
    FROM action_scheme
    WHERE $field = 'schemes' AND is_chosen($codes, scheme_id)
    UNION ALL
    SELECT DISTINCT
        funder_id AS code,
        action_id,
        TRUE AS is_main
    FROM action_funder
    WHERE $field = 'funders' AND is_chosen($codes, funder_id)
),

counted AS (
    SELECT
        coded.code,
        action.document_id,
        list(coded.action_id ORDER BY coded.action_id) FILTER (coded.is_main) AS main,
        list(coded.action_id ORDER BY coded.action_id) AS touching
    FROM coded
    INNER JOIN action USING (action_id)
    INNER JOIN looked_at USING (document_id)
    GROUP BY ALL
),

whole AS (
    SELECT
        scheme_id AS code,
        document_id
    FROM document_scheme
    WHERE $field = 'schemes' AND is_chosen($codes, scheme_id)
    UNION
    SELECT
        funder_id AS code,
        document_id
    FROM document_funder
    WHERE $field = 'funders' AND is_chosen($codes, funder_id)
),

written AS (
    SELECT
        code,
        document_id,
        list(line ORDER BY line) AS lines
    FROM mention
    INNER JOIN looked_at USING (document_id)
    WHERE field || 's' = $field AND is_chosen($codes, code)
    GROUP BY ALL
)

SELECT
    code,
    looked_at.document_id,
    looked_at.territory_id,
    coalesce(counted.main, []) AS main,
    coalesce(counted.touching, []) AS touching,
    whole.code IS NOT NULL AS of_whole_document,
    coalesce(written.lines, []) AS lines
FROM counted
FULL JOIN whole USING (code, document_id)
FULL JOIN written USING (code, document_id)
INNER JOIN looked_at USING (document_id)
ORDER BY code, looked_at.document_id;
