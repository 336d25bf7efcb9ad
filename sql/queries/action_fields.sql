-- One row per field of an action that the layout of its file gives, in their order.
SELECT
    label,
    value
FROM action_field
WHERE action_id = $action_id
ORDER BY rank;
