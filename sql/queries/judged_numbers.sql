-- What filters judge, by its numbers: the rank of each territory, and of each combination of codes its own number and those
-- of its parts.
SELECT
    (SELECT coalesce(list(rank), []) FROM territory) AS territories,
    coalesce(list(code_set.code_set), []) AS codes,
    coalesce(list(code_set.theme_set), []) AS themes,
    coalesce(list(code_set.body_set), []) AS bodies,
    coalesce(list(code_set.scheme_set), []) AS schemes,
    coalesce(list(engagement.rank), []) AS engagements,
    coalesce(list(nature.rank), []) AS natures,
    coalesce(list(code_set.period_set), []) AS years
FROM code_set
INNER JOIN engagement USING (engagement)
INNER JOIN nature USING (nature);
