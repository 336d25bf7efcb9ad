-- Whether a list of the Selection keeps what bears one value: no list keeps everything.
CREATE MACRO is_chosen(chosen, value) AS chosen IS NULL OR list_contains(chosen, value);
