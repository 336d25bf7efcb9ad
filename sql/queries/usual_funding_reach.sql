-- One row: how many actions of the Selection name a scheme that normally has a funder, and how many of these name nobody
-- who pays. An action that names several such schemes counts once.
WITH
linked AS (
    SELECT
        profile,
        actions,
        list_contains(levels, 'non-renseigne') AS is_silent,
        unnest(own_schemes).scheme_id AS scheme_id
    FROM selected_profile($kept)
),

naming AS (
    SELECT DISTINCT
        profile,
        actions,
        is_silent
    FROM linked
    WHERE
        scheme_id IN (SELECT funded.scheme_id FROM scheme_funding AS funded WHERE funded.funder_id IS NOT NULL)
        AND is_chosen(($selection).schemes, scheme_id)
)

SELECT
    coalesce(sum(actions), 0)::BIGINT AS actions,
    coalesce(sum(actions) FILTER (is_silent), 0)::BIGINT AS silent
FROM naming;
