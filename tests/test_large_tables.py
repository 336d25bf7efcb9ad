"""What a page holds of a large table of data, and what it says that it leaves out."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from dashboard import queries
from dashboard.charts.choice import MOST_COLUMNS, MOST_ROWS, in_a_table
from dashboard.comparisons import stated_periods, themes_by_territory
from dashboard.comparisons.core import SHAPES, SPANS, Comparison
from dashboard.dossier import assemble
from dashboard.exports import csvfiles, dossier_parts
from dashboard.exports.dossier_parts import METHOD, left_out, method
from dashboard.exports.xlsx import workbook
from dashboard.look.formats import count, integer
from dashboard.page_registry import OVERVIEW
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


def test_files_hold_the_first_actions_behind_their_figures_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assemble, "MOST_BEHIND", 30)
    comparison = themes_by_territory(Selection())
    context = assemble.context_of(comparison, OVERVIEW, "http://localhost/")
    every = queries.actions(Selection())
    assert context.actions["action_id"].tolist() == every["action_id"].tolist()[:30]
    assert context.left_out == len(every) - 30
    book = openpyxl.load_workbook(io.BytesIO(workbook.make(comparison, context)))
    told = [str(row[0].value) for row in book["Actions"].iter_rows(min_row=32) if row[0].value]
    assert told == [left_out(30)] and "30 premières actions" in told[0]
    assert book["Actions"].auto_filter.ref.endswith("31"), "the note is no row of the table"
    gathered = assemble.gathered_of("Essai", [(comparison, context)], "", context.made_on)
    assert method(gathered, 30) == (*METHOD, left_out(30))
    monkeypatch.undo()
    whole = assemble.context_of(comparison, OVERVIEW, "http://localhost/")
    assert len(whole.actions) == len(every) and not whole.left_out
    assert method(assemble.gathered_of("Essai", [(comparison, whole)], "", whole.made_on), len(every)) == METHOD


def test_a_file_to_be_read_lists_no_more_actions_than_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossier_parts, "MOST_READ", 12)
    comparison = themes_by_territory(Selection())
    made = [(comparison, assemble.context_of(comparison, OVERVIEW, "http://localhost/"))]
    gathered = assemble.gathered_of("Essai", made, "", made[0][1].made_on)
    held = dossier_parts.actions(gathered)
    assert len(held) == 12 and method(gathered, len(held))[-1] == left_out(12)


def test_rows_of_a_csv_for_programs_name_a_few_of_many_sources_and_say_how_many_others() -> None:
    themes = themes_by_territory(Selection())
    many = replace(themes, sources=themes.sources * 40)
    context = assemble.context_of(many, OVERVIEW, "http://localhost/")
    read = pd.read_csv(io.BytesIO(csvfiles.plain(many, context)))
    assert len(read) == len(many.table) and set(read["sources"].str.count(" ; ")) == {8}
    others = len(many.sources) - 8
    assert read["sources"].str.endswith(f" ; {count(others, 'autre document', 'autres documents')}").all()
    named = csvfiles.french(many, context).decode().count("# Sources")
    assert named == len(many.sources), "the file that people open names all of them, once"
