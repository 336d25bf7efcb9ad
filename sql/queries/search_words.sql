-- One row per word of a kind of texts, sorted, with the order in which the texts first have it.
SELECT
    word,
    stem,
    rank
FROM search_word
WHERE kind = $kind
ORDER BY word;
