"""What a Selection keeps, as bits that all questions about it share."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings

from dashboard import queries
from dashboard.base import connect
from dashboard.judged import kept
from dashboard.selection import Selection
from etl.paths import database_path
from tests.selections import coded_actions, selections
from tests.selections import kept as kept_of

# Three territories, of which none is of rank 2, and four combinations of two lists of themes and two periods.
NUMBERS = pd.DataFrame(
    [
        {
            "territories": np.array([1, 3, 4]),
            "codes": np.array([1, 2, 3, 4]),
            "themes": np.array([1, 1, 2, 2]),
            "bodies": np.array([1, 1, 1, 1]),
            "schemes": np.array([1, 1, 1, 1]),
            "engagements": np.array([1, 2, 1, 2]),
            "natures": np.array([1, 1, 1, 1]),
            "years": np.array([1, 2, 1, 2]),
        }
    ]
)


def judged(**out: list[int]) -> dict[str, Any]:
    """What is kept where these numbers are left out by filter."""
    fields = ("territories", "themes", "levels", "funders", "schemes", "engagements", "natures", "years")
    numbers = [np.array(out[field]) if field in out else None for field in fields]
    return kept(NUMBERS, pd.DataFrame({"field": fields, "numbers": pd.Series(numbers, dtype=object)}))


def test_without_a_filter_all_is_kept_and_nothing_is_left_out_by_one_alone() -> None:
    found = judged()
    assert (found["territories"], found["first_rank"], found["last_rank"]) == ("01011", 1, 4)
    assert found["codes"] == found["codes_of_any_theme"] == "01111"
    assert set(found["but_for"].values()) == {None}


def test_what_two_filters_leave_out_is_left_out_by_neither_alone() -> None:
    found = judged(themes=[1], years=[2])
    assert found["codes"] == "00010"
    assert found["codes_of_any_theme"] == "01010"
    assert (found["but_for"]["themes"], found["but_for"]["years"]) == ("01000", "00001")


def test_the_ranks_that_are_looked_at_have_a_first_and_a_last() -> None:
    found = judged(territories=[1, 4])
    assert (found["territories"], found["first_rank"], found["last_rank"]) == ("00010", 3, 3)
    found = judged(territories=[1, 3, 4])
    assert (found["territories"], found["first_rank"], found["last_rank"]) == ("00000", None, None)


@pytest.mark.usefixtures("database")
@settings(max_examples=30)
@given(selections(most_filters=3))
@example(Selection(schemes=("cls",), with_partners=True))
def test_the_actions_that_are_kept_are_those_whose_codes_each_filter_keeps(selection: Selection) -> None:
    expected = kept_of(selection, coded_actions(database_path()))
    assert set(queries.actions(selection)["action_id"]) == expected
    assert queries.counted(selection)[0] == len(expected)


@pytest.mark.usefixtures("database")
def test_each_value_of_a_list_of_codes_is_a_value_of_the_filters() -> None:
    with connect(database_path()) as connection:
        for field, table, number, values in (
            ("themes", "theme_set", "theme_set", "theme_ids"),
            ("levels", "body_set", "body_set", "levels"),
            ("funders", "body_set", "body_set", "list_concat(funder_ids, partner_ids)"),
            ("schemes", "scheme_set", "scheme_set", "scheme_ids"),
            ("years", "period_set", "period_set", "years"),
        ):
            listed = connection.execute(f"SELECT DISTINCT {number}, unnest({values}) FROM {table}").fetchall()
            told = connection.execute("SELECT number, value FROM facet_value WHERE field = ?", [field]).fetchall()
            assert set(told) == set(listed), field
