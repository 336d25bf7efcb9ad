-- Whether a list of the Selection keeps what bears these values: no list keeps everything.
CREATE MACRO is_any_chosen(chosen, borne) AS chosen IS NULL OR list_has_any(chosen, borne);
