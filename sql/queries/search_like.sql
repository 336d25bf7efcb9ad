-- One row per word of any text that may be one letter off this one, or is this one: that begins or ends as it does, and is as
-- long but for one letter.
SELECT
    kind,
    word,
    stem
FROM search_word
WHERE
    abs(length(word) - length($word)) <= 1
    AND (
        left(word, (length($word) - 1) // 2) = left($word, (length($word) - 1) // 2)
        OR right(word, (length($word) - 1) // 2) = right($word, (length($word) - 1) // 2)
    )
ORDER BY kind, rank;
