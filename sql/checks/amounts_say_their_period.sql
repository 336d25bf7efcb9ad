-- Une somme dit sa période dans les mots du document, à leur ligne, ou n’en dit aucune ; ses années sont dans ces mots.
WITH said AS (
    SELECT
        amount.amount_id,
        amount.period_words,
        amount.period_start,
        amount.period_end,
        regexp_replace(amount.period_words, '[^\p{L}\p{N}]', '', 'g') AS words,
        regexp_replace(document_line.text, '[^\p{L}\p{N}]', '', 'g') AS line
    FROM amount
    LEFT JOIN document_line
        ON amount.document_id = document_line.document_id
        AND amount.period_line = document_line.line
)

SELECT
    amount_id,
    period_words,
    period_start,
    period_end
FROM said
WHERE
    (period_words IS NULL AND (period_start IS NOT NULL OR period_end IS NOT NULL))
    OR (period_words IS NOT NULL AND (line IS NULL OR NOT contains(line, words)))
    OR (period_start IS NOT NULL AND NOT contains(coalesce(period_words, ''), period_start::VARCHAR))
    OR (period_end IS NOT NULL AND NOT contains(coalesce(period_words, ''), period_end::VARCHAR));
