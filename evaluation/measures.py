"""The judged queries and pairs, and the figures by which candidates are compared."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
DEPTH = 5
_LONGEST = 20

Ranking = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Query:
    """Words of the field and the actions that answer them."""

    words: str
    relevant: frozenset[str]


@dataclass(frozen=True)
class Pair:
    """Two actions of different territories, near or not."""

    one: str
    other: str
    is_near: bool


def read_queries(name: str = "queries.csv") -> list[Query]:
    return [Query(row["query"], frozenset(row["relevant"].split())) for row in _rows(name)]


def read_pairs() -> list[Pair]:
    return [Pair(row["one"], row["other"], row["near"] == "1") for row in _rows("pairs.csv")]


@dataclass(frozen=True)
class First:
    """A query and what must stand first: bodies and schemes, the territory read, all lines that say it."""

    words: str
    set: str
    names: tuple[str, ...]
    place: str
    lines: frozenset[str]


def read_first() -> list[First]:
    return [
        First(row["query"], row["set"], tuple(row["names"].split()), row["place"], frozenset(row["lines"].split()))
        for row in _rows("first.csv")
    ]


def recall(queries: Sequence[Query], ranking: Ranking) -> float:
    """Mean share of the relevant actions among the first five: of five at most, so that 1 can be reached."""
    found = [len(query.relevant & set(ranking(query.words)[:DEPTH])) for query in queries]
    shares = [one / min(DEPTH, len(query.relevant)) for one, query in zip(found, queries, strict=True)]
    return sum(shares) / len(shares)


def reciprocal_rank(queries: Sequence[Query], ranking: Ranking) -> float:
    """Mean of 1 / the rank of the first relevant action; 0 where none is among the first twenty."""
    total = 0.0
    for query in queries:
        ranked = ranking(query.words)[:_LONGEST]
        total += next((1 / rank for rank, action in enumerate(ranked, 1) if action in query.relevant), 0.0)
    return total / len(queries)


def pair_recall(pairs: Sequence[Pair], ranking: Ranking) -> float:
    """Share of near pairs, each asked from both ends, of which the other end is among the first five."""
    return _share_found([pair for pair in pairs if pair.is_near], ranking)


def pair_error(pairs: Sequence[Pair], ranking: Ranking) -> float:
    """The same share of the pairs judged not near: the smaller, the better."""
    return _share_found([pair for pair in pairs if not pair.is_near], ranking)


def _share_found(pairs: Sequence[Pair], ranking: Ranking) -> float:
    ends = [end for pair in pairs for end in ((pair.one, pair.other), (pair.other, pair.one))]
    return sum(other in ranking(one)[:DEPTH] for one, other in ends) / len(ends)


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
