"""Workbooks, CSV, Parquet and the whole base, opened with other libraries: the numbers are the database's."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from pyarrow import parquet as arrow

from dashboard import comparisons, queries
from dashboard.charts.model import REST, BarChart, chart_of
from dashboard.charts.words import alternative
from dashboard.comparisons import core
from dashboard.comparisons.core import COUNT, EUROS, KILOMETRES, MENTIONS, NAMINGS, SHARE, USUAL, YEARS, Comparison
from dashboard.dossier.assembled import Context, title_of
from dashboard.exports import citation, csvfiles, parquet
from dashboard.exports.core import full_citation
from dashboard.exports.tidy import clean, inert, tidy, titles
from dashboard.exports.xlsx import workbook
from dashboard.exports.xlsx.columns import columns
from dashboard.selection import Selection
from tests.every_view import (
    LINK,
    NAMES,
    NOTHING,
    ONE_TERRITORY,
    context_of,
    dossier,
    every_view,
    made,
    views_of_a_dossier,
)
from tests.spoken import spoken

pytestmark = pytest.mark.usefixtures("database")
HOSTILE = (
    "=1+1",
    "+x",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "\x00=1+1",
    " =cmd|' /C calc'!A0",
    "＝1+1",
    "🌳 forêt",
    "مرحبا بالعالم",
    "&<>\"' ]]>",
    "Un très long titre " * 11,
    "a\x07b\x1b",
    "une ; deux, « trois »\nquatre",
)
HEADER = 5
both_measures = pytest.mark.parametrize("measure", ["part", "nombre"])


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def body(sheet: Worksheet, header: int, rows: int) -> list[list[object]]:
    return [list(row) for row in sheet.iter_rows(header + 1, header + rows, values_only=True)]


def values_of(comparison: Comparison) -> dict[tuple[str, str], float]:
    table = comparison.table
    return {
        (clean(row[comparison.category.id]), clean(row[comparison.series.id])): float(row[comparison.value])
        for _, row in table.iterrows()
    }


def hostile_view(texts: Sequence[str] = HOSTILE) -> tuple[Comparison, Context]:
    """A view and actions all of whose words are meant to do harm."""
    base = comparisons.themes_by_territory(Selection())
    table = base.table.head(len(texts)).copy()
    table["theme_id"] = table["theme"] = texts[: len(table)]
    table["territory_id"], table["territory"] = "cahors", texts[0]
    actions = queries.actions(Selection()).head(len(texts)).copy()
    actions["title"] = list(texts)
    actions["funders"] = [[text, text] for text in texts]
    view = replace(
        base,
        table=table,
        headline=spoken(texts[0]),
        question=texts[1],
        scope=spoken(texts[3]),
        remarks=tuple(texts),
        value_title=texts[0],
    )
    return view, context_of(
        actions=actions, filters=texts[0], permalink="javascript:alert(1)", note=texts[0], remarks=texts[1]
    )


@both_measures
@every_view
def test_a_workbook_holds_the_figures_of_the_comparison_as_numbers(name: str, measure: str) -> None:
    for comparison in made(name, Selection(measure=measure)):
        sheet = opened(workbook.make(comparison, context_of()))["Figures"]
        # What an envelope does not detail is drawn and listed, and stands in no table of data.
        rests = (
            [bar for bar in chart.bars if bar.is_rest] if isinstance(chart := chart_of(comparison), BarChart) else []
        )
        rows = len(set(comparison.table[comparison.category.id])) + len(rests)
        read = body(sheet, HEADER, rows)
        headings = [cell.value for cell in sheet[HEADER]]
        assert sheet["A1"].value == comparison.finding
        assert [row[0] for row in read] == columns(comparison)[0].cells
        if comparison.unit in (SHARE, COUNT, core.EACH, core.EURO_SHARE, core.FIGURES, core.GRANTED):
            names = dict(comparison.table[[comparison.series.id, comparison.series.label]].itertuples(index=False))
            keys = list(dict.fromkeys(comparison.table[comparison.category.id]))
            found = {
                (key, series): row[headings.index(label)]
                for key, row in zip(keys, read, strict=True)
                for series, label in names.items()
            }
            told = {key: value for key, value in values_of(comparison).items() if value == value}
            assert {key: value for key, value in found.items() if value is not None} == pytest.approx(told, abs=1e-12)
        else:
            at, field = {
                EUROS: ("Euros", comparison.value),
                YEARS: ("Première année", comparison.value),
                KILOMETRES: ("D’ouest en est (km)", comparison.value),
                MENTIONS: ("Ligne", "line"),
                NAMINGS: ("Ligne", "line"),
                core.AIDS: ("Ligne", "line"),
                USUAL: ("Actions qui le nomment", "actions"),
            }[comparison.unit]
            stated = [row for row in read if not str(row[0]).endswith(REST)]
            assert len(read) - len(stated) == len(rests)
            assert [row[headings.index(at)] for row in stated] == comparison.table[field].tolist()
            if comparison.worded:
                told = [row[headings.index(comparison.worded.title)] or "" for row in read]
                assert told == comparison.table[comparison.words].fillna("").tolist()


def test_a_workbook_of_shares_holds_the_counts_and_totals_that_the_database_gives() -> None:
    sheet = opened(workbook.make(comparisons.themes_by_territory(Selection()), context_of()))["Figures"]
    asked = queries.theme_by_territory(Selection())
    headings = [cell.value for cell in sheet[HEADER]]
    for territory, of_territory in asked.groupby("territory"):
        column = headings.index(f"{territory} : actions")
        counted = {row[0]: row[column] for row in body(sheet, HEADER, asked["theme"].nunique())}
        assert counted == dict(zip(of_territory["theme"], of_territory["actions"], strict=True))


@every_view
def test_every_workbook_has_a_native_chart_that_reads_the_figures_and_is_told_in_words(name: str) -> None:
    for comparison in made(name):
        content = workbook.make(comparison, context_of())
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            drawn = [path for path in archive.namelist() if path.startswith("xl/charts/")]
            if comparison.worded or comparison.table.empty:
                assert not drawn, "what is told in words, or not at all, has nothing to draw"
                continue
            assert drawn == ["xl/charts/chart1.xml"]
            drawing = archive.read("xl/drawings/drawing1.xml").decode()
        assert f'descr="{alternative(chart_of(comparison))[:20]}' in drawing
        chart = opened(content)["Figures"]._charts[0]
        assert chart.title is not None
        if chart.tagname == "barChart":
            assert chart.x_axis.scaling.orientation == "maxMin", "the first category stands on top"
            assert chart.y_axis.scaling.orientation == "minMax"
        cached = [float(point.v) for series in chart.series for point in series.val.numRef.numCache.pt]
        drawn_columns = [column for column in columns(comparison) if column.series is not None]
        expected = [float(cell) for column in drawn_columns for cell in column.cells]
        assert cached == pytest.approx(expected)


def test_a_workbook_lists_the_actions_behind_with_their_lines() -> None:
    context = context_of()
    sheet = opened(workbook.make(comparisons.themes_by_territory(Selection()), context))["Actions"]
    headings = [cell.value for cell in sheet[1]]
    read = body(sheet, 1, len(context.actions))
    assert sheet.max_row == len(context.actions) + 1
    for heading, field in (("Titre", "title"), ("Première ligne", "first_line"), ("Identifiant", "action_id")):
        assert [row[headings.index(heading)] for row in read] == [
            clean(value) if field == "title" else value for value in context.actions[field]
        ]
    bodies = [row[headings.index("Financeurs")] for row in read]
    assert [text or "" for text in bodies] == [" ; ".join(names) for names in context.actions["funders"]]


def test_a_workbook_says_what_it_is_and_how_to_cite_it() -> None:
    comparison, context = comparisons.themes_by_territory(Selection()), context_of()
    sheet = opened(workbook.make(comparison, context))["Lisez-moi"]
    said = [row[1] for row in sheet.iter_rows(values_only=True) if row[1]]
    for text in (comparison.question, comparison.finding, *comparison.notes, citation(comparison, context), LINK):
        assert text in said
    assert any(comparison.data_version in text for text in said) and "thème Mobilité ; tous les territoires" in said
    assert all(any(source.title in text for text in said) for source in comparison.sources)
    assert [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink] == [LINK]


def test_sheets_are_ready_to_be_filtered_and_printed() -> None:
    book = opened(workbook.make(comparisons.themes_by_territory(Selection()), context_of()))
    assert book.sheetnames == ["Figures", "Actions", "Lisez-moi"]
    for name, frozen, repeated in (("Figures", "B6", "$5:$5"), ("Actions", "C2", "$1:$1")):
        sheet = book[name]
        assert sheet.freeze_panes == frozen and sheet.auto_filter.ref
        assert sheet.print_title_rows == repeated and sheet.page_setup.orientation == "landscape"
    assert book["Figures"]["B6"].number_format == '0"\u202f"%;-0"\u202f"%;"–"'


def test_no_text_of_a_workbook_becomes_a_formula_or_a_link() -> None:
    book = opened(workbook.make(*hostile_view()))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate, cell.value)
                assert cell.hyperlink is None
                if isinstance(cell.value, str) and cell.value[:1] in ("=", "+", "-", "@"):
                    assert cell.quotePrefix, cell.value
    assert [cell.value for cell in book["Actions"]["B"]][1:] == [clean(text) for text in HOSTILE]


@pytest.mark.parametrize("make", [csvfiles.french, csvfiles.plain])
def test_no_cell_of_a_csv_begins_like_a_formula(make: object) -> None:
    text = make(*hostile_view()).decode("utf-8-sig")  # type: ignore[operator]
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=";" if make is csvfiles.french else ","):
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝")), cell
            assert not any(ord(letter) < 32 and letter not in "\n\t" for letter in cell)


@pytest.mark.parametrize("text", [*HOSTILE, "half of a pair: \ud800"])
def test_a_neutral_text_keeps_its_words(text: str) -> None:
    assert inert(text).removeprefix("'") == clean(text)


@both_measures
@every_view
def test_a_csv_holds_what_the_comparison_holds(name: str, measure: str) -> None:
    for comparison in made(name, Selection(measure=measure)):
        raw = csvfiles.plain(comparison, context_of())
        assert b"\r\n" in raw and not raw.startswith(b"\xef\xbb\xbf")
        read = pd.read_csv(io.BytesIO(raw), dtype={"category_id": str, "series_id": str})
        frame = tidy(comparison)
        assert list(read) == [*frame, "filters", "sources", "data_version", "citation"]
        assert len(read) == len(comparison.table)
        assert dict(zip(zip(read["category_id"], read["series_id"], strict=True), read["value"], strict=True)) == (
            values_of(comparison)
        )
        for column in ("actions", "total"):
            if column in comparison.table:
                assert read[column].tolist() == comparison.table[column].tolist()


@both_measures
@every_view
def test_a_french_csv_opens_in_a_french_excel_with_the_same_numbers(name: str, measure: str) -> None:
    for comparison in made(name, Selection(measure=measure)):
        raw = csvfiles.french(comparison, context_of())
        assert raw.startswith(b"\xef\xbb\xbf")
        read = pd.read_csv(io.BytesIO(raw), sep=";", decimal=",", encoding="utf-8-sig", comment="#")
        named = titles(comparison)
        assert list(read) == list(named.values())
        assert read[named["value"]].tolist() == comparison.table[comparison.value].tolist()


@every_view
def test_a_parquet_file_is_typed_and_carries_its_words(name: str, tmp_path: Path) -> None:
    for comparison in made(name):
        path = tmp_path / "view.parquet"
        path.write_bytes(parquet.make(comparison, context_of()))
        metadata = {key.decode(): text.decode() for key, text in arrow.read_schema(path).metadata.items()}
        assert metadata["title"] == comparison.finding and metadata["version"] == comparison.data_version
        assert LINK in metadata["citation"]
        with duckdb.connect() as connection:
            read = connection.read_parquet(str(path)).df()
        is_whole = comparison.unit in (COUNT, YEARS, MENTIONS, NAMINGS, USUAL, core.AIDS)
        assert read["value"].dtype.kind == ("i" if is_whole else "f")
        assert read["value"].tolist() == comparison.table[comparison.value].tolist()


@every_view
@pytest.mark.parametrize("selection", [NOTHING, ONE_TERRITORY], ids=["nothing", "one territory"])
def test_a_view_of_nothing_or_of_one_territory_has_every_format(name: str, selection: Selection) -> None:
    for comparison in made(name, selection):
        context = context_of(selection)
        book = opened(workbook.make(comparison, context))
        if comparison.is_empty:
            assert not book["Figures"]._charts
            assert comparison.empty in [cell.value for cell in book["Figures"]["A"]]
        if comparison.counted == "actions" or len(context.actions):
            assert book["Actions"].max_row == len(context.actions) + 1
        read = pd.read_csv(io.BytesIO(csvfiles.plain(comparison, context)))
        assert len(read) == len(comparison.table)
        assert csvfiles.french(comparison, context)
        assert arrow.read_table(io.BytesIO(parquet.make(comparison, context))).num_rows == len(comparison.table)


def test_a_dossier_of_forty_views_is_one_workbook_with_its_contents() -> None:
    own = {"heading": "=Le titre de l’auteur", "note": "Une note\nen deux lignes", "remarks": "Ce qui s’est dit, ici"}
    entries = [*views_of_a_dossier(38), hostile_view(), (made(NAMES[0])[0], context_of(cue="À taire", **own))]
    gathered = dossier(entries, "Un dossier & sa suite")
    book = opened(workbook.workbook(gathered))
    assert len(book.sheetnames) == len(set(book.sheetnames)) == 43
    assert all(len(name) <= 31 for name in book.sheetnames)
    contents = book["Sommaire"]
    assert contents["A1"].value == "Un dossier & sa suite" and gathered.data_version in contents["A2"].value
    listed = {cell.value: [contents.cell(row, cell.column).value or "" for row in range(5, 45)] for cell in contents[4]}
    assert listed["Titre"] == [clean(title_of(*entry)) for entry in entries]
    assert listed["Réponse"] == [clean(view.finding) for view, _ in entries]
    assert listed["Question"] == [clean(view.question) for view, _ in entries]
    assert listed["Note"] == [clean(context.note) for _, context in entries]
    assert listed["Ce qui s’est dit"] == [clean(context.remarks) for _, context in entries]
    assert listed["Actions"] == [len(context.actions) or "" for _, context in entries]
    linked = [contents.cell(row, 1).hyperlink.location for row in range(5, 45)]
    assert linked == [f"'{name}'!A1" for name in book.sheetnames[1:41]]
    assert book["Actions"].max_row == len(queries.actions(Selection())) + 1
    last = book[book.sheetnames[40]]
    assert [last["A1"].value, last["A2"].value] == [own["heading"], entries[-1][0].finding]
    told = [row[1] for row in book["Lisez-moi"].iter_rows(values_only=True) if row[1]]
    for text in (gathered.title, gathered.codebook_version, full_citation(gathered), *own.values()):
        assert text in told
    every_cell = [str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row]
    assert "À taire" not in " ".join(every_cell), "what the facilitator keeps in mind is in the speaker notes alone"


def test_a_workbook_of_no_view_still_opens() -> None:
    assert opened(workbook.workbook(dossier([]))).sheetnames == ["Sommaire", "Actions", "Lisez-moi"]


def test_rows_are_as_high_as_their_words_in_every_program() -> None:
    note = "Une note de plusieurs lignes. " * 20
    book = opened(workbook.workbook(dossier([(made(NAMES[0])[0], context_of(note=note))])))
    assert book["Sommaire"].row_dimensions[5].height >= 15 * len(note) / 70
    noted = next(row for row in book["Lisez-moi"].iter_rows() if row[1].value == note)
    assert book["Lisez-moi"].row_dimensions[noted[0].row].height >= 15 * len(note) / 130
    headings = book[book.sheetnames[1]].row_dimensions[5].height
    assert headings and headings >= 30
