"""Échéances: the periods that the five documents state, counted by reading them."""

from __future__ import annotations

from dashboard import queries
from dashboard.comparisons import stated_periods
from dashboard.selection import Selection


def test_the_periods_are_those_that_reading_finds() -> None:
    table = stated_periods(Selection()).table
    found = {(row.territory_id, row.is_document, row.years) for row in table.itertuples()}
    assert found == {
        ("midi-quercy", True, "2015-2020"),
        ("midi-quercy", False, "2015-2016"),
        ("midi-quercy", False, "2015-2017"),
        ("midi-quercy", False, "2015-2020"),
        ("coeur-de-lorraine", False, "2025-2030"),
        ("cahors", True, "2018-2023"),
        ("cahors", False, "2015-2020"),
        ("cahors", False, "2019"),
        ("cahors", False, "à partir de 2019"),
    }
    of_cahors = table[table["territory_id"] == "cahors"]["years"].tolist()
    assert of_cahors.count("2019") == 1, "the year in which the label is applied for"
    assert of_cahors.count("à partir de 2019") == 3, "the three « ACTION 2019 », whose end is not said"


def test_every_action_is_either_dated_or_counted_apart() -> None:
    dated = (~stated_periods(Selection()).table["is_document"]).sum()
    assert dated + queries.kept_by_territory(Selection())["undated"].sum() == len(queries.actions(Selection()))


def test_of_periods_that_say_no_end_none_is_said_to_end_before_another() -> None:
    """One of them begins in 2019 and may last longer than the two that say when they end."""
    periods = stated_periods(Selection(themes=("habitat",)))
    assert periods.table["is_open"].any() and not periods.table["is_open"].all()
    assert periods.finding == "3\u00a0actions sur 5 annoncent une période ; le dernier terme annoncé est 2020"
