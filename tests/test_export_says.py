"""Every file says its filters, sources, data version and citation; every table names each of its columns once.

Files are opened with other libraries than those that write them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest
from lxml import html
from pyarrow import parquet as arrow

from dashboard.charts.html import texts
from dashboard.comparisons.core import COUNT, SHARE, Comparison
from dashboard.dossier import assemble, views
from dashboard.dossier.assembled import Context, in_silence
from dashboard.exports import FORMATS, Format, citation, csvfiles, webpage
from dashboard.exports.core import filters_said
from dashboard.exports.tidy import is_of_territories, tidy, titles
from dashboard.exports.xlsx import workbook
from dashboard.page_registry import OVERVIEW
from dashboard.selection import Selection
from tests.every_view import NAMES, NOTHING, dossier, every, every_view, made
from tests.pairs import is_its_turn
from tests.selections import coded_actions, kept
from tests.words_of import WORDS

pytestmark = pytest.mark.usefixtures("database")
FILTERED = Selection(
    themes=("culture-patrimoine", "mobilite"), engagements=("engage", "a-etudier"), with_secondary=True
)
# Those that need no browser.
MADE_HERE = [one for one in FORMATS if not one.is_picture]
every_format = pytest.mark.parametrize("one", MADE_HERE, ids=lambda one: one.key)


def context_of(comparison: Comparison) -> Context:
    return assemble.context_of(comparison, OVERVIEW, "https://en-regard.example.org/")


def words(text: str) -> str:
    """A text as it reads, whatever its spaces and line ends; in comments of a CSV, its semicolons and quotes too."""
    return re.sub(r"\s+", "", text).replace("”", '"').replace(";", ",")


@every_format
@every_view
def test_every_file_says_its_filters_sources_version_and_citation(
    name: str, one: Format, all_combinations: bool
) -> None:
    """Each view in each format, with filters or without; each view and each format both with and without."""
    asked = [
        selection
        for turn, selection in enumerate((Selection(), FILTERED))
        if is_its_turn(all_combinations, 2, NAMES.index(name), MADE_HERE.index(one), turn)
    ]
    for comparison in (comparison for selection in asked for comparison in made(name, selection)):
        if comparison.table.empty and one.key == "csv":
            continue  # columns of no row say nothing: its name does
        context = context_of(comparison)
        said = words(WORDS[one.extension](one.make(comparison, context)))
        assert words(filters_said(comparison, context)) in said
        assert comparison.data_version[:8] in said and comparison.data_date in said
        assert words(citation(comparison, context)) in said
        for source in comparison.sources:
            assert words(source.title) in said and words(source.date) in said


def rows_of_csv(raw: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def headings_of(comparison: Comparison, context: Context) -> Iterator[tuple[str, list[str]]]:
    """The headings of every table that the files of a view hold, with where they stand."""
    above = [row for row in rows_of_csv(csvfiles.french(comparison, context), ";") if row and row[0][:1] != "#"]
    yield "french CSV", above[0]
    yield "plain CSV", rows_of_csv(csvfiles.plain(comparison, context), ",")[0]
    for one in MADE_HERE:
        if one.extension == "parquet":
            yield "parquet", arrow.read_schema(io.BytesIO(one.make(comparison, context))).names
    book = openpyxl.load_workbook(io.BytesIO(workbook.make(comparison, context)))
    for sheet in (book["Figures"], book["Actions"]):
        yield f"sheet {sheet.title}", [str(cell.value) for cell in sheet[_head(sheet)][0]]
    yield "table of a document", texts(comparison)[0][0]
    page = html.fromstring(webpage.make(dossier([(comparison, context)]), in_silence).decode())
    for at, table in enumerate(page.iter("table")):
        yield f"table {at} of a page", [" ".join(cell.itertext()).strip() for cell in table.find("thead").iter("th")]


def _head(sheet: openpyxl.worksheet.worksheet.Worksheet) -> str:
    """The range of the first row of a sheet's filters: its headings."""
    first, last = sheet.auto_filter.ref.split(":")
    return f"{first}:{re.sub(r'[0-9]+', '', last)}{re.sub(r'[A-Z]+', '', first)}"


@every_view
@pytest.mark.parametrize("selection", [Selection(), NOTHING], ids=["unfiltered", "nothing"])
def test_no_table_of_any_file_names_two_columns_alike(name: str, selection: Selection) -> None:
    for comparison in made(name, selection):
        for where, headings in headings_of(comparison, context_of(comparison)):
            assert headings and all(headings), (where, headings)
            assert len(set(headings)) == len(headings), (where, headings)


@every_view
def test_a_column_without_a_title_holds_what_another_does_or_nothing(name: str) -> None:
    for comparison in made(name):
        frame, named = tidy(comparison), titles(comparison)
        for column in set(frame) - set(named):
            repeats = any(frame[column].equals(frame[other]) for other in named)
            assert repeats or frame[column].isna().all(), column


@every_view
def test_the_lines_above_a_french_csv_are_comments_to_every_reader(name: str, tmp_path: Path) -> None:
    for comparison in made(name, FILTERED):
        raw = csvfiles.french(comparison, context_of(comparison))
        above, _, table = raw.decode("utf-8-sig").partition("\r\n\r\n")
        assert all(line.startswith("# ") and ";" not in line and '"' not in line for line in above.split("\r\n"))
        expected = rows_of_csv(table.encode(), ";")
        read = pd.read_csv(io.BytesIO(raw), sep=";", comment="#", dtype=str, keep_default_na=False)
        assert [list(read), *read.to_numpy().tolist()] == expected
        with duckdb.connect() as connection:
            path = tmp_path / "view.csv"
            path.write_bytes(raw)
            found = connection.read_csv(str(path), sep=";", comment="#", header=True, all_varchar=True)
            assert found.columns == expected[0] and len(found.fetchall()) == len(expected) - 1


def test_a_sign_of_comments_in_a_cell_cuts_no_line() -> None:
    comparison = views.comparison("themes-par-territoire", Selection())
    table = comparison.table.copy()
    table["theme"] = "# un # deux"
    raw = csvfiles.french(replace(comparison, table=table), context_of(comparison))
    read = pd.read_csv(io.BytesIO(raw), sep=";", comment="#", encoding="utf-8-sig")
    assert set(read["Thème"]) == {"# un # deux"} and read["Unité"].notna().all()


def counted(selection: Selection, actions: tuple[object, ...]) -> dict[str, int]:
    """How many actions of each territory the Selection keeps, counted from the tables."""
    found = kept(selection, actions)  # type: ignore[arg-type]
    number: dict[str, int] = {}
    for action in actions:
        if action.action_id in found:  # type: ignore[attr-defined]
            number[action.territory_id] = number.get(action.territory_id, 0) + 1  # type: ignore[attr-defined]
    return number


SELECTIONS: dict[str, Selection] = {
    "none": Selection(),
    "theme": Selection(themes=("sante",)),
    "funder": Selection(funders=("leader",)),
    "theme and commitment": FILTERED,
}


@pytest.mark.parametrize("chosen", SELECTIONS)
@pytest.mark.parametrize("measure", ["part", "nombre"])
def test_totals_are_those_of_the_filters_and_those_of_the_whole_documents(
    database: object, chosen: str, measure: str
) -> None:
    selection = SELECTIONS[chosen].but(measure=measure)
    actions = coded_actions(database)  # type: ignore[arg-type]
    whole = counted(Selection(), actions)
    of_all_themes = counted(selection.but(themes=()), actions)
    of_these = counted(selection, actions)
    seen = 0
    for comparison in every(selection):
        if comparison.unit not in (SHARE, COUNT) or not is_of_territories(comparison) or comparison.table.empty:
            continue
        if comparison.selection.filters != selection.filters:
            continue  # the profile of a territory stands beside all others
        seen += 1
        is_by_theme = comparison.category.filters == "themes"
        expected = of_all_themes if is_by_theme else of_these
        but_themes = " autres que le thème" if is_by_theme and selection.themes else ""
        title = f"Actions retenues par les filtres{but_themes}"
        context = context_of(comparison)
        names = dict(comparison.table[["territory", "territory_id"]].drop_duplicates().itertuples(index=False))
        told = {name: (expected.get(of, 0), whole[of]) for name, of in names.items()}
        book = openpyxl.load_workbook(io.BytesIO(workbook.make(comparison, context)))
        assert feet(book["Figures"], title) == told
        readme = [row[1] for row in book["Lisez-moi"].iter_rows(values_only=True) if row[1]]
        for name, (some, every_one) in told.items():
            kept_words = title.removeprefix("Actions ")
            assert f"{name} : {some} {kept_words}, {every_one} dans tout le document" in readme
        french = csvfiles.french(comparison, context)
        read = pd.read_csv(io.BytesIO(french), sep=";", comment="#", encoding="utf-8-sig")
        for name, totals in told.items():
            mine = read[read["Territoire"] == name]
            assert set(zip(mine[title], mine["Toutes les actions du document"], strict=True)) == {totals}
    assert seen >= 6


def feet(sheet: openpyxl.worksheet.worksheet.Worksheet, title: str) -> dict[str, tuple[int, int]]:
    """What stands under the columns of a sheet's territories: the actions kept, and all of the document."""
    (header,) = [row for row in sheet.iter_rows() if row[0].value and row[1].value and row[0].row > 3][:1]
    (first,) = [row for row in sheet.iter_rows() if row[0].value == title]
    (second,) = [row for row in sheet.iter_rows() if row[0].value == "Toutes les actions du document"]
    assert second[0].row == first[0].row + 1
    return {
        str(head.value).removesuffix(" : actions"): (int(one.value), int(other.value))
        for head, one, other in zip(header, first[: len(header)], second[: len(header)], strict=True)
        if head.column > 1 and one.value is not None
    }
