"""Numbers, sums, shares and lists as French writes them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.look.formats import count, decimal, euros, integer, listed, period, share, share_with_count, typeset

# Written as escapes, since the eye cannot tell them from a plain space: narrow no-break (U+202F) and no-break (U+00A0).
N, B = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "0"), (999, "999"), (1000, f"1{N}000"), (158351, f"158{N}351"), (2_600_000_000, f"2{N}600{N}000{N}000")],
)
def test_thousands_stand_apart_by_a_narrow_no_break_space(value: int, said: str) -> None:
    assert integer(value) == said


@pytest.mark.parametrize(
    ("value", "digits", "said"), [(1234.5, 1, f"1{N}234,5"), (0.825, 2, "0,82"), (0, 2, "0,00"), (-1.5, 1, "-1,5")]
)
def test_decimals_follow_a_comma(value: float, digits: int, said: str) -> None:
    assert decimal(value, digits) == said


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (6, 72, f"8{N}%"),
        (3, 20, f"15{N}%"),
        (72, 72, f"100{N}%"),
        (0, 72, f"0{N}%"),
        (17, 163, f"10,4{N}%"),  # one decimal from 100 units on
        (50, 200, f"25{N}%"),  # and none where it would say nothing
        (0.5, 72, f"moins de 1{N}%"),  # a small part is not rounded to nothing
        (1, 1000, f"0,1{N}%"),
        (0, 0, "–"),
    ],
)
def test_shares_have_decimals_only_where_the_whole_can_bear_them(part: float, whole: float, said: str) -> None:
    assert share(part, whole) == said


def test_a_share_tells_its_count() -> None:
    assert share_with_count(6, 72) == f"8{N}% · 6 sur 72"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (2.6e9, f"2,6{N}Md€"),
        (5e9, f"5{N}Md€"),
        (52e6, f"52{N}M€"),
        (1_250_000_000, f"1{N}250{N}M€"),
        (2_005_385, f"2{N}005{N}385{N}€"),
        (950_000, f"950{N}000{N}€"),
        (1e6, f"1{N}M€"),
        (999_999, f"999{N}999{N}€"),
    ],
)
def test_sums_are_told_in_the_unit_in_which_they_are_round(value: float, said: str) -> None:
    assert euros(value) == said


@given(st.integers(1, 10**12))
def test_a_sum_as_printed_is_the_sum(value: int) -> None:
    printed = euros(value)
    number, unit = re.fullmatch(rf"([\d,{N}]+){N}(Md€|M€|€)", printed).groups()  # type: ignore[union-attr]
    factor = {"Md€": 10**9, "M€": 10**6, "€": 1}[unit]
    assert round(float(number.replace(N, "").replace(",", ".")) * factor) == value


@given(st.floats(0, 1e12) | st.integers(0, 10**12))
def test_no_number_holds_a_space_that_may_break(value: float) -> None:
    for printed in (integer(value), decimal(value), euros(value), share(value, 3e12), count(value, "action")):
        assert " " not in printed


@pytest.mark.parametrize(
    ("value", "said"), [(0, f"0{B}action"), (1, f"1{B}action"), (2, f"2{B}actions"), (1500, f"1{N}500{B}actions")]
)
def test_french_has_no_plural_below_two(value: int, said: str) -> None:
    assert count(value, "action") == said


def test_a_plural_of_its_own_is_taken() -> None:
    assert count(2, "document n’en dit", "documents n’en disent") == f"2{B}documents n’en disent"


@pytest.mark.parametrize(
    ("items", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")]
)
def test_lists_end_with_et(items: list[str], said: str) -> None:
    assert listed(items) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Qui fait quoi ?", f"Qui fait quoi{B}?"),
        ("Sources : deux ; trois !", f"Sources{B}: deux{B}; trois{B}!"),
        ("« mot »", f"«{B}mot{B}»"),
        ("12 %", f"12{B}%"),
        ("http://localhost:8501", "http://localhost:8501"),
        ("14:05", "14:05"),
    ],
)
def test_french_signs_never_start_a_line(text: str, said: str) -> None:
    assert typeset(text) == said


@given(st.text())
def test_typesetting_changes_spaces_alone_and_once(text: str) -> None:
    set_ = typeset(text)
    assert set_.replace(B, " ") == text.replace(B, " ")
    assert typeset(set_) == set_


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (2015, 2017, "2015-2017"),
        (2019, 2019, "2019"),
        (2012, None, "à partir de 2012"),
        (2012, float("nan"), "à partir de 2012"),
        (None, None, ""),
        (float("nan"), float("nan"), ""),
    ],
)
def test_periods_are_told_as_far_as_they_are_known(start: float | None, end: float | None, said: str) -> None:
    assert period(start, end) == said


@pytest.mark.parametrize(("part", "whole", "said"), [(3, 10, "3 sur 10"), (0, 4, "0 sur 4"), (19, 19, "19 sur 19")])
def test_of_fewer_than_twenty_units_a_share_is_told_by_its_counts(part: int, whole: int, said: str) -> None:
    assert share(part, whole) == share_with_count(part, whole) == said
