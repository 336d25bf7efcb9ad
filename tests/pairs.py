"""Fewer than all combinations of what is tried, chosen so that each kind of pair is still met, the same at each run.

`pytest --whole` (`make test-all`) goes through all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

V = TypeVar("V")
W = TypeVar("W")


def by_kind(
    values: Iterable[V], kind_of: Callable[[V], Hashable], ways: Sequence[W], whole: bool
) -> Iterator[tuple[V, W]]:
    """Each value, with a way: the first value of each kind with all ways, the others of that kind with one in turn."""
    met = Counter[Hashable]()
    for value in values:
        at = met[kind_of(value)]
        met[kind_of(value)] += 1
        yield from ((value, way) for way in (ways if whole or at == 0 else [ways[at % len(ways)]]))


def is_its_turn(whole: bool, of: int, *places: int) -> bool:
    """Whether what stands at these places of as many lists is tried at this turn of `of` turns.

    Of three lists, one of which is at least `of` long and one of which is counted by turns, each pair of members of any
    two lists is tried at one turn at least: a Latin square.
    """
    return whole or sum(places) % of == 0
