"""What is made once of the data, kept by what it weighs: a server that runs for long holds no more than it may."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

# What a column takes beside its values.
_A_COLUMN = 1_000
# Rows, and other things in a line, that are weighed one by one.
_ROWS = 2_000
_LEAVES = (str, bytes, int, float, bool, type(None))


@dataclass(frozen=True)
class _One:
    made: Any
    weight: int
    frames: tuple[pd.DataFrame, ...]


class Kept:
    """Results by the content that they were made of and by a key; those that were asked for longest ago go first.

    `most` bytes in all, of `contents` contents at once. Threads may ask together.
    """

    def __init__(self, most: int, contents: int) -> None:
        self._most, self._most_contents = most, contents
        self._all: OrderedDict[tuple[str, Hashable], _One] = OrderedDict()
        self._contents: OrderedDict[str, None] = OrderedDict()
        self._alone = threading.Lock()
        self.weight = 0

    def __len__(self) -> int:
        return len(self._all)

    def get(self, content: str, key: Hashable) -> tuple[bool, Any]:
        """Whether there is a result, and which."""
        with self._alone:
            found = self._all.get((content, key))
            if found is None:
                return False, None
            self._all.move_to_end((content, key))
            self._contents.move_to_end(content)
        for frame in found.frames:
            let_go(frame)
        return True, found.made

    def put(self, content: str, key: Hashable, made: Any) -> None:
        """Keep a result; one that weighs more than all may is not kept."""
        found = _One(made, *_weighed(made))
        with self._alone:
            self._drop((content, key))
            if found.weight > self._most:
                return
            self._all[content, key] = found
            self._contents[content] = None
            self._contents.move_to_end(content)
            self.weight += found.weight
            if len(self._contents) > self._most_contents:
                oldest, _ = self._contents.popitem(last=False)
                for other in [one for one in self._all if one[0] == oldest]:
                    self._drop(other)
            while self.weight > self._most:
                self._drop(next(iter(self._all)))

    def _drop(self, at: tuple[str, Hashable]) -> None:
        gone = self._all.pop(at, None)
        self.weight -= gone.weight if gone else 0


def let_go(frame: pd.DataFrame) -> None:
    """Forget the views of a frame that are no more: pandas remembers up to five hundred of each column, which of frames
    that are kept and asked again and again is most of their memory."""
    for block in frame._mgr.blocks:
        block.refs.has_reference()


def _weighed(made: object) -> tuple[int, tuple[pd.DataFrame, ...]]:
    """About how many bytes hang on a result, each thing counted once, and the frames among them."""
    frames, seen = [], set[int]()

    def weight(one: object) -> int:
        if id(one) in seen:
            return 0
        seen.add(id(one))
        if isinstance(one, _LEAVES):
            return sys.getsizeof(one)
        if isinstance(one, pd.DataFrame):
            frames.append(one)
            return _weight_of(one)
        if isinstance(one, pd.Series | pd.Index):
            return int(one.memory_usage(deep=True)) + _A_COLUMN
        if isinstance(one, tuple | list) and len(one) > _ROWS:
            # A long one as its first are: a chart of many rows took as long to weigh as to make.
            return sys.getsizeof(one) + sum(map(weight, one[:_ROWS])) * len(one) // _ROWS
        return sys.getsizeof(one) + sum(map(weight, _held(one)))

    return weight(made), tuple(frames)


def _weight_of(frame: pd.DataFrame) -> int:
    """What `memory_usage(deep=True)` tells, block by block: a column at a time, pandas takes many times as long, which
    was a sixth of the time of making a view."""
    weight = frame.index.nbytes + _A_COLUMN * (len(frame.columns) + 1)
    for block in frame._mgr.blocks:
        values = getattr(block.values, "_ndarray", block.values)
        weight += values.nbytes
        if values.dtype == object:
            # Of a long one, as its first rows are.
            first = values[..., :_ROWS]
            weight += sum(map(sys.getsizeof, first.flat)) * values.size // max(1, first.size)
    return weight


def _held(one: Any) -> Iterator[Any]:
    if isinstance(one, np.ndarray):
        return
    if isinstance(one, Mapping):
        yield from one.keys()
        yield from one.values()
    elif isinstance(one, tuple | list | set | frozenset):
        yield from one
    elif is_dataclass(one) and not isinstance(one, type):
        yield from (getattr(one, name) for name in _names_of(type(one)))


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
