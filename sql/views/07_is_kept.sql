-- Whether the reader's Selection keeps what has this territory, these themes, bodies and schemes. With `of_any_theme`, the
-- filter of themes keeps nothing out: what shares of themes are taken of. Levels are those of bodies that pay;
-- 'non-renseigne' among them keeps what names none; years are those of the stated period, 'non-renseigne' keeps what states
-- none. A scheme is named by the action, or is its whole document's.
CREATE MACRO is_kept(
    asked, of_any_theme, territory_id, is_compared, theme_ids, engagement, nature, years, levels, scheme_ids, funder_ids,
    partner_ids
) AS
is_looked_at((asked::selection).territories, territory_id, is_compared)
AND (
    of_any_theme
    OR is_any_chosen((asked::selection).themes, counted_themes(theme_ids, (asked::selection).with_secondary))
)
AND is_chosen((asked::selection).engagements, engagement)
AND is_chosen((asked::selection).natures, nature)
AND is_any_chosen((asked::selection).years, years)
AND is_any_chosen((asked::selection).levels, levels)
AND is_any_chosen((asked::selection).schemes, scheme_ids)
AND is_any_chosen(
    (asked::selection).funders, counted_bodies(funder_ids, partner_ids, (asked::selection).with_partners)
);
