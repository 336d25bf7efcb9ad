"""Fewer than all combinations of what is tried, chosen so that each kind of pair is still met, the same at each run.

`pytest --whole` (`make test-all`) goes through all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

V = TypeVar("V")
W = TypeVar("W")


def by_kind(
    values: Iterable[V], kind_of: Callable[[V], Hashable], ways: Sequence[W], whole: bool, together: int = 1
) -> Iterator[tuple[tuple[V, ...], W]]:
    """Each value, with a way: the first value of each kind alone in all ways, the others of that kind `together` at a
    time, in one way in turn."""
    kinds: dict[Hashable, list[V]] = {}
    for value in values:
        kinds.setdefault(kind_of(value), []).append(value)
    for first, *others in kinds.values():
        for value in [first, *others] if whole else [first]:
            yield from (((value,), way) for way in ways)
        for turn, at in enumerate(range(0, 0 if whole else len(others), together), 1):
            yield tuple(others[at : at + together]), ways[turn % len(ways)]


def is_its_turn(whole: bool, of: int, *places: int) -> bool:
    """Whether what stands at these places of as many lists is tried at this turn of `of` turns.

    Of three lists, one of which is at least `of` long and one of which is counted by turns, each pair of members of any
    two lists is tried at one turn at least: a Latin square.
    """
    return whole or sum(places) % of == 0
