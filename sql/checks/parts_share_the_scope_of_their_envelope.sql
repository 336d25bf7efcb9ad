-- Une composante a la portée et le document de son enveloppe.
SELECT
    part.amount_id,
    part.scope,
    envelope.scope AS envelope_scope
FROM amount AS part
INNER JOIN amount AS envelope ON part.part_of = envelope.amount_id
WHERE part.scope <> envelope.scope OR part.document_id <> envelope.document_id;
