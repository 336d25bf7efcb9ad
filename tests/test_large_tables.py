"""What a page holds of a large table of data, and what it says that it leaves out."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from dashboard.charts.choice import MOST_COLUMNS, MOST_ROWS, in_a_table
from dashboard.comparisons import stated_periods, themes_by_territory
from dashboard.comparisons.core import SHAPES, SPANS, Comparison
from dashboard.look.formats import integer
from dashboard.selection import Selection

pytestmark = pytest.mark.usefixtures("database")


def copied(comparison: Comparison, times: int) -> Comparison:
    """The Comparison with so many copies of its territories, each with its own rows where a row has one value."""
    is_crossed = comparison.mark not in (SPANS, SHAPES)
    copies = []
    for at in range(times):
        copy = comparison.table.copy()
        copy["territory_id"] = copy["territory_id"] + f"-{at}"
        if not is_crossed:
            copy[comparison.category.id] = copy[comparison.category.id] + f"-{at}"
        copies.append(copy)
    return replace(comparison, table=pd.concat(copies, ignore_index=True))


def test_a_large_table_says_which_of_its_rows_and_columns_a_page_holds() -> None:
    themes, wide = themes_by_territory(Selection()), copied(themes_by_territory(Selection()), 40)
    held, said = in_a_table(wide)
    columns = wide.table["territory_id"].nunique()
    assert said.startswith(f"{MOST_COLUMNS} colonnes sur {columns}") and "lignes" not in said
    assert held.table["territory_id"].nunique() == MOST_COLUMNS
    assert held.table["theme_id"].nunique() == themes.table["theme_id"].nunique()
    periods = copied(stated_periods(Selection()), 60)
    held, said = in_a_table(periods)
    every = periods.table["item_id"].nunique()
    assert said.startswith(f"{MOST_ROWS} lignes sur {integer(every)}") and "colonnes" not in said
    assert held.table["item_id"].tolist() == periods.table["item_id"].tolist()[:MOST_ROWS]
    assert in_a_table(themes) == (themes, "")
