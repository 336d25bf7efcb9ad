"""HTML tables and templates: the cells are those of the Comparison, links lead back to it, no data becomes markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import queries
from dashboard.charts.html import matrix, table
from dashboard.charts.model import chart_of
from dashboard.charts.templates import render
from dashboard.comparisons import (
    Comparison,
    amounts_by_scope,
    funders_by_territory,
    levels_by_territory,
    themes_by_funder,
    themes_by_territory,
)
from dashboard.comparisons.core import EUROS, SHARE
from dashboard.look.formats import EMPTY, euros, integer, share_with_count, typeset
from dashboard.look.palette import DARK, LIGHT
from dashboard.selection import Selection, read_params
from dashboard.widgets.outline import Branch, tree
from etl.paths import ROOT
from tests.charted import beside_text, series_headings, value_text
from tests.selections import KNOWN

pytestmark = pytest.mark.usefixtures("database")
HOSTILE = "\"><script>alert('1')</script> *gras* [lien](https://example.org) & « mot »"
VOID = {"br", "img", "hr", "input", "meta", "link"}


@dataclass
class Cell:
    """A cell of a table as a browser would read it."""

    tag: str
    attributes: dict[str, str | None]
    text: str = ""
    links: list[str] = field(default_factory=list)


class Read(HTMLParser):
    """The rows of a table, its caption, the elements that stand in it, and whether every element is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[Cell]] = []
        self.caption = ""
        self.tags: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append(Cell(tag, dict(attrs)))
        elif tag == "a" and self.rows:
            self.rows[-1][-1].links.append(dict(attrs)["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-1:]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if "caption" in self.open:
            self.caption += data
        elif self.rows and {"th", "td"} & set(self.open):
            self.rows[-1][-1].text += data


def read(html: str) -> Read:
    found = Read(html)
    assert not found.open, f"never closed: {found.open}"
    return found


def national(selection: Selection) -> Comparison:
    return amounts_by_scope(selection)[0]


def shaded(comparison: Comparison) -> str:
    return matrix(chart_of(comparison), DARK)


COUNTING = (themes_by_territory, levels_by_territory, funders_by_territory, themes_by_funder)
SELECTIONS = [
    Selection(),
    Selection(measure="nombre", with_partners=True),
    Selection(territories=("cahors", "occitanie")),
]
MAKERS = pytest.mark.parametrize("make", COUNTING)
SELECTED = pytest.mark.parametrize("selection", SELECTIONS, ids=["bare", "counts", "two"])


def by_row(comparison: Comparison) -> list[list[dict[str, object]]]:
    """The Comparison's table, a list a category."""
    return [rows.to_dict("records") for _, rows in comparison.table.groupby(comparison.category.id, sort=False)]


@MAKERS
@SELECTED
def test_every_cell_of_the_data_table_is_that_of_the_comparison(
    make: Callable[[Selection], Comparison], selection: Selection
) -> None:
    comparison = make(selection)
    head, *body = read(table(comparison)).rows
    extra = len(comparison.extra_columns)
    headings = [comparison.category.title, *comparison.extra_columns.values(), *series_headings(comparison).values()]
    assert [cell.text for cell in head] == [typeset(heading) for heading in headings]
    for cells, rows in zip(body, by_row(comparison), strict=True):
        assert cells[0].text == typeset(str(rows[0][comparison.category.label]))
        for cell, row in zip(cells[1 + extra :], rows, strict=True):
            number, total = int(str(row["actions"])), int(str(row["total"]))
            told = share_with_count(number, total) if comparison.unit == SHARE else integer(number)
            if comparison.printed:
                told = str(row[comparison.printed])
            assert cell.text == typeset(told if number else EMPTY)


@MAKERS
@SELECTED
@pytest.mark.parametrize("draw", [table, shaded])
def test_every_link_comes_back_as_the_selection_behind_its_cell(
    draw: Callable[[Comparison], str], make: Callable[[Selection], Comparison], selection: Selection
) -> None:
    comparison = make(selection)
    links = [cell.links for row in read(draw(comparison)).rows[1:] for cell in row if cell.tag == "td"]
    extra = len(comparison.extra_columns) if draw is table else 0
    width = comparison.table[comparison.series.id].nunique() + extra
    counted = [found for at, found in enumerate(links) if at % width >= extra]
    every = [row for rows in by_row(comparison) for row in rows]
    # A shaded cell has a second link where it bears a second count.
    second = [None if draw is table else comparison.behind_other(row) for row in every]
    behind = [[one for one in (comparison.behind(row), other) if one] for row, other in zip(every, second, strict=True)]
    assert len(counted) == len(behind)
    for found, selected in zip(counted, behind, strict=True):
        addresses = [urlsplit(link) for link in found]
        assert all(address.path == "actions" and not address.netloc for address in addresses)
        assert [read_params(dict(parse_qsl(one.query)), KNOWN).selection for one in addresses] == selected


def _joined(parts: str) -> str:
    """The parts of a cell, the dot between two of them kept at the end of the first."""
    return parts.replace(" · ", "\u00a0· ")


@MAKERS
@SELECTED
def test_every_cell_of_a_matrix_prints_its_value(make: Callable[[Selection], Comparison], selection: Selection) -> None:
    comparison = make(selection)
    body = [
        [cell.text for cell in row if cell.tag == "td"] for row in read(matrix(chart_of(comparison), LIGHT)).rows[1:]
    ]
    rows = [
        [row for _, row in of_row.iterrows()]
        for _, of_row in comparison.table.groupby(comparison.category.id, sort=False)
    ]
    assert [[text.strip() for text in texts] for texts in body if texts] == [
        [typeset(f"{_joined(value_text(comparison, row))} {beside_text(comparison, row)}".strip()) for row in of_row]
        for of_row in rows
    ]


def test_sums_are_told_with_their_kind_document_line_and_remark() -> None:
    comparison = national(Selection())
    head, *body = read(table(comparison)).rows
    assert [cell.text for cell in head] == [
        comparison.category.title,
        comparison.value_title,
        *comparison.extra_columns.values(),
    ]
    (rest,) = [cells for cells in body if cells[2].text == "Reste non détaillé"]
    assert (rest[1].text, rest[5].text) == (euros(8e8), "") and "calculé" in rest[6].text
    body.remove(rest)
    for cells, (_, row) in zip(body, comparison.table.iterrows(), strict=True):
        assert comparison.unit == EUROS
        depth = {0: "", 1: "dont ", 2: "–\u00a0dont "}[row["depth"]]
        assert cells[0].text == depth + typeset(row["label"])
        assert cells[1].text == euros(row["eur"])
        assert cells[2].text == row["kind"]
        assert cells[3].text == typeset(row["period"])
        assert cells[5].text == str(row["line"])


@MAKERS
@pytest.mark.parametrize("draw", [table, shaded])
def test_tables_can_be_heard(draw: Callable[[Comparison], str], make: Callable[[Selection], Comparison]) -> None:
    comparison = make(Selection())
    found = read(draw(comparison))
    assert comparison.question.split(" ?")[0] in found.caption
    assert {cell.attributes.get("scope") for cell in found.rows[0]} == {"col"}
    for row in found.rows[1:]:
        assert row[0].tag == "th" and row[0].attributes.get("scope") in ("row", "rowgroup", "colgroup")
    widths = {len(row) for row in found.rows if len(row) > 1}
    assert len(widths) == 1


@pytest.mark.parametrize("draw", [table, shaded])
def test_words_of_the_data_are_no_markup_in_a_table(draw: Callable[[Comparison], str]) -> None:
    comparison = themes_by_territory(Selection())
    first = comparison.table["theme_id"].iloc[0]
    labels = comparison.table["theme"].where(comparison.table["theme_id"] != first, HOSTILE)
    spoiled = replace(
        comparison,
        question=HOSTILE,
        table=comparison.table.assign(theme=labels, territory=HOSTILE),
        selection=Selection(words=HOSTILE),
    )
    html = draw(spoiled)
    assert "<script" not in html
    found = read(html)
    assert "script" not in found.tags
    assert typeset(HOSTILE) in [row[0].text for row in found.rows]
    for row in found.rows:
        for cell in row:
            for link in cell.links:
                assert dict(parse_qsl(urlsplit(link).query))["q"] == HOSTILE


@given(st.text())
def test_no_text_leaves_a_template_as_markup(text: str) -> None:
    html = render("finding.html", heading=1, question=text, finding=text, subtitle=text, unapplied=[text])
    assert set(re.findall(r"<(/?\w+)", html)) == {"div", "p", "h1", "/div", "/p", "/h1"}


def test_a_template_that_lacks_a_value_fails_instead_of_saying_nothing() -> None:
    with pytest.raises(jinja2.UndefinedError):
        render("finding.html", heading=1, question="?", finding="!")


@pytest.mark.parametrize(
    "template", sorted((ROOT / "dashboard").glob("**/templates/*.html")), ids=lambda path: path.name
)
def test_no_template_turns_escaping_off(template: Path) -> None:
    text = template.read_text("utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape\s+false|Markup\(", text)
    assert not re.search(r"\bon\w+\s*=|javascript:|https?://(?!www\.w3\.org)", text), "a template calls nobody"


@pytest.mark.parametrize("document", ["midi-quercy-chantiers", "coeur-de-lorraine-projet", "cahors-coeur-de-ville"])
def test_an_outline_holds_every_action_of_its_document_once(document: str) -> None:
    every = queries.actions(Selection(territories=tuple(KNOWN["territories"])))
    expected = set(every[every["document_id"] == document]["action_id"])
    tops, left = tree(document, Selection(territories=("cahors",)))
    assert not left
    linked = [read_params(dict(parse_qsl(urlsplit(link).query)), KNOWN).selection for link in links(tops)]
    assert sorted(selection.action for selection in linked) == sorted(expected)
    assert {selection.territories for selection in linked} == {("cahors",)}
    assert sum(branch.total for branch in tops) == len(expected)


def links(branches: list[Branch]) -> list[str]:
    return [
        link
        for branch in branches
        for link in [*(action["link"] for action in branch.actions), *links(branch.branches)]
    ]
