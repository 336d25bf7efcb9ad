"""What is tried by pairs leaves no pair out."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from tests.pairs import by_kind, is_its_turn


def test_each_value_is_tried_and_the_first_of_each_kind_in_every_way() -> None:
    values, ways = ["a1", "b1", "a2", "a3", "a4", "b2"], ["plain", "wide", "deep"]
    chosen = list(by_kind(values, lambda value: value[0], ways, whole=False))
    assert {value for value, _ in chosen} == set(values)
    assert {(value, way) for value in ("a1", "b1") for way in ways} <= set(chosen)
    assert [way for value, way in chosen if value in ("a2", "a3", "a4")] == ["wide", "deep", "plain"]
    assert len(chosen) == 2 * 3 + 4
    assert set(by_kind(values, lambda value: value[0], ways, whole=True)) == set(product(values, ways))


@pytest.mark.parametrize(("turns", "sizes"), [(2, (14, 31, 2)), (2, (4, 36, 2)), (4, (4, 25, 6))])
def test_each_pair_of_any_two_of_three_lists_has_its_turn(turns: int, sizes: tuple[int, ...]) -> None:
    """The lists of the tests that rest on it: themes or grids, filters, toggles; numbers, views, formats."""
    tried = [places for places in product(*map(range, sizes)) if is_its_turn(False, turns, *places)]
    for one, other in combinations(range(3), 2):
        assert {(places[one], places[other]) for places in tried} == set(
            product(range(sizes[one]), range(sizes[other]))
        )
    assert len(tried) * turns == pytest.approx(len(list(product(*map(range, sizes)))), rel=0.05)
    assert all(is_its_turn(True, turns, *places) for places in product(*map(range, sizes)))
