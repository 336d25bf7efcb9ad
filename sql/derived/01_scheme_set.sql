-- One row per list of schemes that actions are of, by naming them or by their whole document, the empty one included.
CREATE TABLE scheme_set AS
WITH linked AS (
    SELECT
        action_id,
        list({'scheme_id': scheme_id, 'relation': relation} ORDER BY scheme_id) AS own_schemes
    FROM action_scheme
    GROUP BY action_id
),

whole AS (
    SELECT
        document_id,
        list(scheme_id ORDER BY scheme_id) AS scheme_ids
    FROM document_scheme
    GROUP BY document_id
),

borne AS (
    SELECT DISTINCT
        coalesce(linked.own_schemes, []) AS own_schemes,
        coalesce(whole.scheme_ids, []) AS document_scheme_ids
    FROM action
    LEFT JOIN linked USING (action_id)
    LEFT JOIN whole ON action.document_id = whole.document_id
)

SELECT
    row_number() OVER (ORDER BY own_schemes, document_scheme_ids)::INTEGER AS scheme_set,
    own_schemes,
    document_scheme_ids,
    list_sort(list_distinct(list_concat([one.scheme_id FOR one IN own_schemes], document_scheme_ids))) AS scheme_ids
FROM borne
ORDER BY own_schemes, document_scheme_ids;

ALTER TABLE scheme_set ADD PRIMARY KEY (scheme_set);

COMMENT ON TABLE scheme_set IS 'Les listes de dispositifs dont des actions relèvent, chacune une fois, sous un numéro.';
COMMENT ON COLUMN scheme_set.scheme_set IS 'Numéro de la liste.';
COMMENT ON COLUMN scheme_set.own_schemes IS 'Dispositifs que les actions nomment elles-mêmes, et si elles les font ou les citent.';
COMMENT ON COLUMN scheme_set.document_scheme_ids IS 'Dispositifs dont tout leur document relève.';
COMMENT ON COLUMN scheme_set.scheme_ids IS 'Les uns et les autres, chacun une fois.';
