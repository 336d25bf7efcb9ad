-- One row per funder that a document announces for its whole programme.
SELECT
    document.document_id,
    territory.territory_id,
    territory.short_name AS territory,
    territory.is_compared,
    document.title AS document,
    document.date_label,
    funder.funder_id,
    funder.label AS funder,
    level.label AS level,
    role.label AS role,
    document_funder.certainty,
    document_funder.evidence,
    document_funder.line,
    document_funder.period_words,
    document_funder.period_line,
    document_funder.reason
FROM document_funder
INNER JOIN document USING (document_id)
INNER JOIN judged_territory(($selection).territories) AS territory USING (territory_id)
INNER JOIN funder USING (funder_id)
INNER JOIN level USING (level)
INNER JOIN role USING (role)
WHERE
    territory.is_chosen
    AND is_chosen(($selection).levels, funder.level)
    AND is_chosen(($selection).funders, funder.funder_id)
ORDER BY territory.rank, level.rank, funder.label;
