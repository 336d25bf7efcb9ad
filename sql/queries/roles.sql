-- One row per role of a body.
SELECT
    role,
    label,
    definition
FROM role
ORDER BY rank;
