-- Some of the actions of the Selection, so many from so many on; within the order that is asked for, in that of the
-- territories and of their documents. What states no period comes last.
WITH page AS (
    SELECT
        kept.place,
        row_number() OVER () AS nth
    FROM (
        SELECT kept.place
        FROM selected_action($kept) AS kept
        INNER JOIN engagement USING (engagement)
        ORDER BY
            CASE $sorted
                WHEN 'titre' THEN kept.place_by_title
                WHEN 'engagement' THEN engagement.rank
                WHEN 'periode' THEN kept.period_start
            END NULLS LAST,
            CASE $sorted WHEN 'theme' THEN lower(strip_accents(kept.theme)) END,
            kept.place
        LIMIT $most OFFSET $skipped
    ) AS kept
)

SELECT listed.* EXCLUDE (place)
FROM listed_action($selection) AS listed
INNER JOIN page USING (place)
ORDER BY page.nth;
