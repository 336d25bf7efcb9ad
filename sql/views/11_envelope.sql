-- One row per sum that other sums are components of, with what the components add up to.
CREATE VIEW envelope AS
SELECT
    envelope.amount_id,
    envelope.eur,
    envelope.parts_complete,
    count(*) AS parts,
    sum(part.eur) AS parts_eur,
    envelope.eur - sum(part.eur) AS rest_eur
FROM amount AS envelope
INNER JOIN amount AS part ON envelope.amount_id = part.part_of
WHERE part.same_as IS NULL
GROUP BY envelope.amount_id, envelope.eur, envelope.parts_complete;

COMMENT ON VIEW envelope IS 'Une enveloppe et la somme de ses composantes, chacune comptée une fois.';
COMMENT ON COLUMN envelope.amount_id IS 'Enveloppe.';
COMMENT ON COLUMN envelope.eur IS 'Valeur de l’enveloppe, en euros.';
COMMENT ON COLUMN envelope.parts_complete IS 'Vrai si le document dit la détailler toute.';
COMMENT ON COLUMN envelope.parts IS 'Nombre de composantes.';
COMMENT ON COLUMN envelope.parts_eur IS 'Somme des composantes, en euros.';
COMMENT ON COLUMN envelope.rest_eur IS 'Ce que le document ne détaille pas, en euros.';
