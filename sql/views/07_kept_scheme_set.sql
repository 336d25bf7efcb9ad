-- One row per list of schemes that the reader's Selection keeps. A scheme is named by the action, or is its whole document's.
CREATE MACRO kept_scheme_set(asked) AS TABLE
SELECT scheme_set
FROM scheme_set
WHERE is_any_chosen((asked::selection).schemes, scheme_ids);
