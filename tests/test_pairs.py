"""What is tried by pairs leaves no pair out."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from tests.pairs import by_kind, is_its_turn

VALUES, WAYS = ["a1", "b1", "a2", "a3", "a4", "b2"], ["plain", "wide", "deep"]


def kind_of(value: str) -> str:
    return value[0]


def test_each_value_is_tried_and_the_first_of_each_kind_in_every_way() -> None:
    chosen = list(by_kind(VALUES, kind_of, WAYS, whole=False))
    assert {value for (value,), _ in chosen} == set(VALUES)
    assert {((value,), way) for value in ("a1", "b1") for way in WAYS} <= set(chosen)
    assert [way for (value,), way in chosen if value in ("a2", "a3", "a4")] == ["wide", "deep", "plain"]
    assert len(chosen) == 2 * 3 + 4


def test_values_that_are_tried_together_are_of_one_kind_and_the_first_of_it_is_alone() -> None:
    chosen = list(by_kind(VALUES, kind_of, WAYS, whole=False, together=2))
    assert [values for values, _ in chosen if len(values) > 1] == [("a2", "a3")]
    assert {value for values, _ in chosen for value in values} == set(VALUES)
    assert {((value,), way) for value in ("a1", "b1") for way in WAYS} <= set(chosen)
    assert [way for values, way in chosen if values in (("a2", "a3"), ("a4",), ("b2",))] == ["wide", "deep", "wide"]


@pytest.mark.parametrize("together", [1, 3])
def test_the_whole_is_each_value_alone_in_every_way(together: int) -> None:
    chosen = list(by_kind(VALUES, kind_of, WAYS, whole=True, together=together))
    assert len(chosen) == len(VALUES) * len(WAYS)
    assert set(chosen) == {((value,), way) for value in VALUES for way in WAYS}


@pytest.mark.parametrize(("turns", "sizes"), [(2, (14, 31, 2)), (2, (4, 36, 2)), (3, (3, 25, 6)), (2, (28, 6, 2))])
def test_each_pair_of_any_two_of_three_lists_has_its_turn(turns: int, sizes: tuple[int, ...]) -> None:
    """The lists of the tests that rest on it: themes or grids, filters, toggles; numbers, views, formats; views,
    formats, filters."""
    tried = [places for places in product(*map(range, sizes)) if is_its_turn(False, turns, *places)]
    for one, other in combinations(range(3), 2):
        assert {(places[one], places[other]) for places in tried} == set(
            product(range(sizes[one]), range(sizes[other]))
        )
    assert len(tried) * turns == pytest.approx(len(list(product(*map(range, sizes)))), rel=0.05)
    assert all(is_its_turn(True, turns, *places) for places in product(*map(range, sizes)))
