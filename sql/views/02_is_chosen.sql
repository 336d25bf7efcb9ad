-- Whether a list of the Selection keeps a value: no list keeps everything.
CREATE MACRO is_chosen(chosen, value) AS chosen IS NULL OR list_contains(chosen, value);
