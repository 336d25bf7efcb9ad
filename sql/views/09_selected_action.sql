-- One row per action that is kept. The range of ranks lets the others' actions be passed over without being read.
CREATE MACRO selected_action(judged) AS TABLE
SELECT *
FROM action_overview
WHERE
    territory_rank BETWEEN (judged::kept).first_rank AND (judged::kept).last_rank
    AND get_bit((judged::kept).territories, territory_rank) = 1
    AND get_bit((judged::kept).codes, code_set) = 1;
