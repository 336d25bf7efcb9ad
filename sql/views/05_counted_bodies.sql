-- The bodies that an action names and that count: those that pay, might pay or sign, or partners too.
CREATE MACRO counted_bodies(funder_ids, partner_ids, with_partners) AS
CASE WHEN with_partners THEN list_concat(funder_ids, partner_ids) ELSE funder_ids END;
