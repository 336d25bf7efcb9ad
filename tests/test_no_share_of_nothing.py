"""A share of no action at all is no share: it is missing in the table, and no renderer makes a zero of it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import openpyxl
import pandas as pd
import pytest
from docx import Document
from pptx import Presentation
from pyarrow import parquet as arrow

from dashboard.charts.html import matrix, texts
from dashboard.charts.model import chart_of
from dashboard.charts.plotly import figure
from dashboard.charts.thumbnail import thumbnail
from dashboard.charts.words import alternative
from dashboard.comparisons.core import DOTS, MATRIX, SHARE, Comparison
from dashboard.dossier.assembled import in_silence
from dashboard.exports import csvfiles, parquet, webpage
from dashboard.exports.docx import report as word
from dashboard.exports.pdf import report
from dashboard.exports.pdf.charts import drawing
from dashboard.exports.pptx import deck as pptx
from dashboard.exports.xlsx import workbook
from dashboard.look.formats import NO_SHARE
from dashboard.look.palette import LIGHT
from dashboard.projection.charts import drawn
from dashboard.selection import Selection
from tests.charted import value_text
from tests.every_view import context_of, dossier, every

pytestmark = pytest.mark.usefixtures("database")
LEADER = Selection(funders=("leader",))


def of_shares() -> Iterator[tuple[Comparison, set[str]]]:
    """The Comparisons of shares under a filter, with the territories of which it keeps nothing."""
    for comparison in every(LEADER):
        # The profile of a territory stands beside all others, without filters.
        if comparison.unit == SHARE and comparison.selection.funders:
            table = comparison.table
            yield comparison, set(table[table["total"] == 0]["territory_id"])


def test_a_filter_that_keeps_nothing_of_a_territory_leaves_it_without_a_share() -> None:
    found = list(of_shares())
    assert len(found) >= 5 and all(nothing for _, nothing in found)
    for comparison, nothing in found:
        table, value = comparison.table, comparison.table[comparison.value]
        assert set(table[value.isna()]["territory_id"]) == nothing
        shares = table[value.notna()]
        assert (shares["part"] == shares["actions"] / shares["total"]).all()
        names = set(table[table["territory_id"].isin(nothing)]["territory"])
        said = [note for note in comparison.notes if NO_SHARE in note]
        assert {note.split(" : ")[0] for note in said} == names


def test_tables_and_figures_draw_no_zero_for_it() -> None:
    for comparison, nothing in of_shares():
        for row in comparison.table.to_dict("records"):
            assert (value_text(comparison, row) == NO_SHARE) == (row["territory_id"] in nothing)
        _, *rows = texts(comparison)[0]
        assert all(sum(cell == NO_SHARE for cell in row) == len(nothing) for row in rows)
        said = alternative(chart_of(comparison))
        assert said.count("sans objet, aucune action retenue") == len(nothing)
        assert "0 sur 0" not in said
        if comparison.mark == DOTS:
            traces = figure(chart_of(comparison), LIGHT)["data"]
            json.dumps(traces, allow_nan=False)
            marked = {point[1] for trace in traces for point in trace.get("customdata", ())}
            assert marked and not marked & nothing
        if comparison.mark == MATRIX:
            assert matrix(chart_of(comparison), LIGHT).count(f">{NO_SHARE}<") == len(rows) * len(nothing)
            assert "0 sur 0" not in matrix(chart_of(comparison), LIGHT)
        assert thumbnail(chart_of(comparison), LIGHT).startswith("data:image/svg+xml")


def test_tabular_files_hold_an_empty_cell_for_it() -> None:
    for comparison, nothing in of_shares():
        context = context_of(LEADER)
        sheet = openpyxl.load_workbook(io.BytesIO(workbook.make(comparison, context)))["Figures"]
        headings = [cell.value for row in sheet.iter_rows() for cell in row]
        assert headings
        names = set(comparison.table[comparison.table["territory_id"].isin(nothing)]["territory"])
        (header,) = [row for row in sheet.iter_rows() if row[0].value == comparison.category.title]
        for column in [cell.column for cell in header if cell.value in names]:
            values = [sheet.cell(header[0].row + 1 + at, column).value for at in range(3)]
            assert values == [None] * 3
        read = arrow.read_table(io.BytesIO(parquet.make(comparison, context))).to_pandas()
        assert set(read[read["value"].isna()]["series_id"]) == nothing
        plain = pd.read_csv(io.BytesIO(csvfiles.plain(comparison, context)))
        assert set(plain[plain["value"].isna()]["series_id"]) == nothing


def test_decks_documents_reports_pages_and_screens_show_it_as_without_object() -> None:
    found = list(of_shares())
    gathered = dossier([(comparison, context_of(LEADER)) for comparison, _ in found])
    deck = Presentation(io.BytesIO(pptx.deck(gathered)))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    cells = [cell.text for table in tables for row in table.rows for cell in row.cells]
    matrices = [one for one in found if one[0].mark == MATRIX]
    assert cells.count(NO_SHARE) >= sum(one.table["territory_id"].isin(nothing).sum() for one, nothing in matrices)
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    named = {series.name for chart in charts for series in chart.plots[0].series}
    assert named and not [name for name in named if name.endswith("(0)")]
    written = Document(io.BytesIO(word.make(gathered, in_silence)))
    assert NO_SHARE in [cell.text for table in written.tables for row in table.rows for cell in row.cells]
    assert NO_SHARE in webpage.make(gathered, in_silence).decode()
    assert report.make(gathered, in_silence).startswith(b"%PDF")
    for comparison, nothing in found:
        if comparison.mark == DOTS:
            at = [row["at"] for row in drawing(chart_of(comparison))["rows"]]
            assert all(sum(one is None for one in row) == len(nothing) for row in at)
            assert "sans objet" in "".join(page.html for page in drawn(chart_of(comparison), 800.0))
        elif comparison.mark == MATRIX:
            assert NO_SHARE in "".join(page.html for page in drawn(chart_of(comparison), 800.0))
