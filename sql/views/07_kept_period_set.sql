-- One row per period that the reader's Selection keeps. Years are those of the stated period; 'non-renseigne' among them
-- keeps what states none.
CREATE MACRO kept_period_set(asked) AS TABLE
SELECT period_set
FROM period_set
WHERE is_any_chosen((asked::selection).years, years);
