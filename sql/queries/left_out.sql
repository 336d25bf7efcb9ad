-- One row per filter of the Selection: the numbers of what it leaves out.
SELECT
    field,
    numbers
FROM left_out($selection);
