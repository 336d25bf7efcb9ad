-- Une composante a la portée et le document de son enveloppe, et est comme elle annoncée, charge ou travaux faits.
SELECT
    part.amount_id,
    part.scope,
    envelope.scope AS envelope_scope,
    part_kind.standing,
    envelope_kind.standing AS envelope_standing
FROM amount AS part
INNER JOIN amount AS envelope ON part.part_of = envelope.amount_id
INNER JOIN amount_kind AS part_kind ON part.kind = part_kind.kind
INNER JOIN amount_kind AS envelope_kind ON envelope.kind = envelope_kind.kind
WHERE
    part.scope <> envelope.scope
    OR part.document_id <> envelope.document_id
    OR part_kind.standing <> envelope_kind.standing;
