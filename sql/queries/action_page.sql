-- Some of the actions of the Selection, so many from so many on; within the order that is asked for, in that of the
-- territories and of their documents. What states no period comes last.
SELECT listed.* EXCLUDE (rank)
FROM listed_action($selection) AS listed
INNER JOIN engagement USING (engagement)
ORDER BY
    CASE $sorted
        WHEN 'titre' THEN lower(strip_accents(listed.title))
        WHEN 'theme' THEN lower(strip_accents(listed.theme))
        WHEN 'engagement' THEN engagement.rank::VARCHAR
        WHEN 'periode' THEN listed.period_start::VARCHAR
    END NULLS LAST,
    listed.territory_rank,
    listed.document_id,
    listed.rank
LIMIT $most OFFSET $skipped;
