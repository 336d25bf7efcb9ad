-- One row per list of bodies that an action names, in which roles, the empty one included.
CREATE TABLE body_set AS
WITH named AS (
    SELECT bodies
    FROM (
        SELECT
            list(
                {'funder_id': funder_id, 'role': role, 'certainty': certainty, 'in_part': part IS NOT NULL}
                ORDER BY funder_id
            ) AS bodies
        FROM action_funder
        GROUP BY action_id
    )
    UNION
    SELECT [] AS bodies
),

numbered AS (
    SELECT
        row_number() OVER (ORDER BY bodies)::INTEGER AS body_set,
        bodies
    FROM named
),

opened AS (
    SELECT
        body_set,
        unnest(bodies) AS body
    FROM numbered
),

roles AS (
    SELECT
        opened.body_set,
        list(DISTINCT funder.level ORDER BY funder.level) FILTER (
            opened.body.role = 'financeur' AND opened.body.certainty = 'dit'
        ) AS levels,
        list(DISTINCT funder.funder_id ORDER BY funder.funder_id) FILTER (opened.body.role <> 'partenaire') AS funder_ids,
        list(DISTINCT funder.funder_id ORDER BY funder.funder_id) FILTER (opened.body.role = 'partenaire') AS partner_ids
    FROM opened
    INNER JOIN funder ON opened.body.funder_id = funder.funder_id
    GROUP BY opened.body_set
)

SELECT
    numbered.body_set,
    numbered.bodies,
    coalesce(roles.levels, ['non-renseigne']) AS levels,
    coalesce(roles.funder_ids, []) AS funder_ids,
    coalesce(roles.partner_ids, []) AS partner_ids
FROM numbered
LEFT JOIN roles USING (body_set)
ORDER BY numbered.body_set;

ALTER TABLE body_set ADD PRIMARY KEY (body_set);

COMMENT ON TABLE body_set IS 'Les listes d’organismes que des actions nomment, chacune une fois, sous un numéro ; la première est vide.';
COMMENT ON COLUMN body_set.body_set IS 'Numéro de la liste.';
COMMENT ON COLUMN body_set.bodies IS 'Organismes nommés, chacun avec son rôle, sa certitude, et s’il ne paie qu’une partie.';
COMMENT ON COLUMN body_set.levels IS 'Niveaux des financeurs dits ; « non-renseigne » seul où aucun n’est nommé.';
COMMENT ON COLUMN body_set.funder_ids IS 'Organismes nommés financeurs ou signataires, dits ou envisagés.';
COMMENT ON COLUMN body_set.partner_ids IS 'Organismes nommés partenaires.';
