-- One row per territory with its document: what a card says of it.
WITH themes AS (
    SELECT
        action_overview.territory_id,
        theme.label AS theme,
        theme.rank AS theme_rank,
        count(*) AS actions
    FROM action_overview
    INNER JOIN theme USING (theme_id)
    GROUP BY action_overview.territory_id, theme.label, theme.rank
),

-- Three at most, and none that ties with one left out.
ranked AS (
    SELECT
        *,
        count(*) OVER (PARTITION BY territory_id ORDER BY actions DESC) AS with_ties
    FROM themes
),

main_themes AS (
    SELECT
        territory_id,
        list(theme ORDER BY actions DESC, theme_rank) AS themes
    FROM ranked
    WHERE with_ties <= 3
    GROUP BY territory_id
)

SELECT
    territory.territory_id,
    territory.rank,
    territory.name,
    territory.short_name,
    territory.with_article,
    territory.with_de,
    territory.with_a,
    territory.kind,
    territory.is_compared,
    territory.siren,
    territory.department,
    territory.region,
    territory.population,
    territory.population_year,
    territory.communes,
    territory.population_stated,
    document.document_id,
    document.title,
    document.issuer,
    document.kind AS document_kind,
    document.date_label,
    document.published_on,
    document.date_basis,
    document.period_start,
    document.period_end,
    document.licence,
    document.sha256,
    document.caveat,
    document.masked_lines,
    document.line_count,
    document.is_reviewed,
    (SELECT count(*) FROM action WHERE action.document_id = document.document_id) AS actions,
    (
        SELECT count(DISTINCT decision.action_id)
        FROM decision
        INNER JOIN action USING (action_id)
        WHERE action.document_id = document.document_id
    ) AS decided,
    main_themes.themes AS main_themes
FROM territory
INNER JOIN document USING (territory_id)
LEFT JOIN main_themes USING (territory_id)
ORDER BY territory.rank, document.published_on, document.document_id;
