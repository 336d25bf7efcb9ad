"""The rows of frames as plain records: what the library's own `to_dict` gives, of whatever the base answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard.look.records import records_of
from tests.dossiers_made import every_view, gathered


def same(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        return isinstance(other, np.ndarray) and list(map(repr, one.tolist())) == list(map(repr, other.tolist()))
    return type(one) is type(other) and (one is other or one == other or (one != one and other != other))


def test_records_of_each_view_are_those_that_the_library_gives(database: Path) -> None:
    told = 0
    for comparison, _ in gathered(every_view()).entries:
        for own, given in zip(records_of(comparison.table), comparison.table.to_dict("records"), strict=True):
            assert list(own) == list(given)
            assert [name for name in own if not same(own[name], given[name])] == [], comparison.key
            told += len(own)
    assert told > 5_000


@pytest.mark.parametrize(
    "values",
    [
        pd.array([1, None], "Int64"), pd.array([True, None], "boolean"), pd.array([1.5, None], "Float64"),
        [1.5, float("nan")], ["a", None], pd.to_datetime(["2024-01-02", None]), [["a"], []],
    ],
)  # fmt: skip
def test_what_is_missing_is_what_the_library_says_is(values: Any) -> None:
    frame = pd.DataFrame({"column": values})
    for own, given in zip(records_of(frame), frame.to_dict("records"), strict=True):
        assert same(own["column"], given["column"])
