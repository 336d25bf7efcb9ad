-- One row per grant that counts for a territory that the reader looks at, of the themes that are chosen; with `apart`, those
-- that are told beside it and count nowhere, of whatever theme, since nobody read what all of them are for. Of the
-- Selection, nothing else says anything about grants.
CREATE MACRO told_grant(asked, apart := FALSE) AS TABLE
SELECT
    looked_at.territory_id,
    looked_at.territory,
    looked_at.territory_rank,
    territory_grant.* EXCLUDE (territory_id)
FROM looked_at(asked) AS looked_at
INNER JOIN territory_grant USING (territory_id)
WHERE
    (territory_grant.how <> 'code') = apart
    AND (apart OR is_chosen((asked::selection).themes, territory_grant.theme_id));
