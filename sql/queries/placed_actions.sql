-- The actions at these places, of any territory, with what an answer tells of each.
SELECT
    place,
    action_id,
    territory_id,
    territory,
    document_id,
    title,
    theme,
    engagement_label,
    first_line,
    last_line
FROM action_overview
WHERE place IN (SELECT unnest($places))
ORDER BY place;
