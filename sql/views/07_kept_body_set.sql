-- One row per list of bodies that the reader's Selection keeps. Levels are those of bodies that pay; 'non-renseigne' among
-- them keeps what names none.
CREATE MACRO kept_body_set(asked) AS TABLE
SELECT body_set
FROM body_set
WHERE
    is_any_chosen((asked::selection).levels, levels)
    AND is_any_chosen(
        (asked::selection).funders, counted_bodies(funder_ids, partner_ids, (asked::selection).with_partners)
    );
