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
        ("coeur-de-lorraine", False, "depuis 2023"),
        ("coeur-de-lorraine", False, "2025-2030"),
        ("cahors", True, "2018-2023"),
        ("cahors", False, "depuis 2012"),
        ("cahors", False, "depuis 2013"),
        ("cahors", False, "2015-2020"),
        ("cahors", False, "2019"),
    }
    in_2019 = table[(table["territory_id"] == "cahors") & (table["years"] == "2019")]
    assert len(in_2019) == 4, "the label candidature and the three « ACTION 2019 »"


def test_every_action_is_either_dated_or_counted_apart() -> None:
    dated = (~stated_periods(Selection()).table["is_document"]).sum()
    assert dated + queries.undated(Selection())["undated"].sum() == len(queries.actions(Selection()))
