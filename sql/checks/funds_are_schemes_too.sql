-- LEADER et les certificats d’économies d’énergie sont à la fois un financeur et un dispositif.
WITH
funds AS (
    SELECT
        action_id,
        funder_id AS fund,
        role
    FROM action_funder
    WHERE funder_id IN ('leader', 'cee')
),

schemes AS (
    SELECT
        action_id,
        scheme_id AS fund
    FROM action_scheme
    WHERE scheme_id IN ('leader', 'cee')
)

SELECT
    coalesce(funds.action_id, schemes.action_id) AS action_id,
    coalesce(funds.fund, schemes.fund) AS fund,
    funds.role
FROM funds
FULL JOIN schemes ON funds.action_id = schemes.action_id AND funds.fund = schemes.fund
WHERE schemes.fund IS NULL OR funds.role IS DISTINCT FROM 'financeur';
