-- One row per grant that counts for a territory that the reader looks at, of the themes that are chosen. Of the Selection,
-- nothing else says anything about grants.
CREATE MACRO counted_grant(asked) AS TABLE
SELECT
    looked_at.territory_id,
    looked_at.territory,
    looked_at.territory_rank,
    territory_grant.* EXCLUDE (territory_id)
FROM looked_at(asked) AS looked_at
INNER JOIN territory_grant USING (territory_id)
WHERE
    territory_grant.how = 'code'
    AND is_chosen((asked::selection).themes, territory_grant.theme_id);
