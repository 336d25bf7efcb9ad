-- Chaque action a un thème principal et un seul.
SELECT
    action.action_id,
    count(action_theme.theme_id) AS primaires
FROM action
LEFT JOIN action_theme ON action.action_id = action_theme.action_id AND action_theme.rank = 1
GROUP BY action.action_id
HAVING count(action_theme.theme_id) <> 1;
