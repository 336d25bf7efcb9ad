"""What is behind a mark, large enough for the room: actions with their own words, line by line, over pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard import queries
from dashboard.charts.model import Bar, BarChart, Chart, DotChart, MatrixChart, ShapeChart, SpanChart
from dashboard.look.formats import count, euros
from dashboard.look.text_width import HEADING, lines
from dashboard.projection.layout import HEIGHT, INNER, SMALLEST
from dashboard.projection.marks import plain
from dashboard.projection.templates import render
from dashboard.seance.votes import Item
from dashboard.selection import Selection

TITLE, FACTS, WORDS, CAVEAT = 34, 28, 30, 34
_LINE, _NUMBER, _BETWEEN = 1.25, 120, 40
# What the head and the foot of a panel leave of the screen.
AROUND = 250
# Actions that a room turns over, at most.
_MOST_ACTIONS = 200


@dataclass(frozen=True)
class Piece:
    """An action, or what of it stands on one page: its head, and the document's lines with their numbers.

    `facts` and `document` hold what tells it from the other actions of its panel.
    """

    territory_id: str
    title: str
    facts: str
    document: str
    lines: tuple[tuple[int, str], ...]
    continued: bool = False

    @property
    def is_one_line(self) -> bool:
        """Whether the title is the document's one line, bullets aside: it is shown once, with its number."""
        return len(self.lines) == 1 and _bare(self.lines[0][1]) == _bare(self.title)

    def height(self, count_of_lines: int | None = None) -> float:
        title = f"{self.title} (suite)" if self.continued else self.title
        if self.is_one_line:
            title = self.lines[0][1]
        within = INNER - _NUMBER if self.is_one_line else INNER
        head = lines(title, TITLE, within, HEADING) * TITLE * _LINE
        head += lines(self.facts, FACTS, INNER - 60) * FACTS * _LINE if self.facts else 0
        head += lines(self.document, SMALLEST, INNER) * SMALLEST * _LINE if self.document else 0
        own = () if self.is_one_line else self.lines[:count_of_lines]
        return head + sum(_line_height(text) for _, text in own) + _BETWEEN


@dataclass(frozen=True)
class Panel:
    """A panel over the screen: its title, its pages as HTML, and of actions those that the room can put dots on."""

    title: str
    pages: tuple[str, ...]
    items: tuple[Item, ...] = ()


def behind(chart: Chart, row: str, column: str, height: int = HEIGHT) -> Panel | None:
    """What a mark counts; None where there is no such mark, or nothing behind it."""
    if isinstance(chart, BarChart):
        bar = next((bar for bar in chart.bars if bar.id == row), None)
        return _of_sum(chart, bar, height) if bar else None
    title, selection = _counted(chart, row, column)
    if not selection:
        return None
    if chart.comparison.counted == "grants":
        return _of_grants(title, selection, height)
    if isinstance(chart, SpanChart):
        actions, every = queries.named_actions((selection.action,)), 1
    else:
        actions, every = queries.action_page(selection, _MOST_ACTIONS), queries.counted(selection)[0]
    if actions.empty:
        return None
    told = f" (les {len(actions)} premières)" if len(actions) < every else ""
    records = actions.to_dict("records")
    items = tuple(Item(one["action_id"], one["title"], one["territory_id"]) for one in records)
    named = f"{title} : {count(every, 'action')}{told}"
    return replace(_panel(named, _pieces(records), height, _shared(records)), items=items)


def _counted(chart: Chart, row: str, column: str) -> tuple[str, Selection | None]:
    """What a mark is of, in words, and the Selection of what it counts."""
    match chart:
        case MatrixChart() | DotChart():
            labels = {series.id: series.label for series in chart.series}
            for one in chart.rows:
                for mark in one.marks:
                    if (mark.category_id, mark.series_id) == (row, column):
                        return ", ".join(dict.fromkeys((one.label, labels[column]))), mark.behind
        case SpanChart():
            labels = {series.id: series.label for series in chart.series}
            for span in chart.spans:
                if span.id == row:
                    return labels[span.series_id], span.behind
        case ShapeChart():
            for shape in chart.shapes:
                if shape.series.id == row:
                    return shape.series.label, Selection(territories=(row,))
    return "", None


def caveats(notes: Sequence[str], height: int = HEIGHT) -> Panel:
    """What must be known before the figures are believed."""
    pages: list[list[str]] = []
    page: list[str] = []
    taken = 0.0
    for note in notes:
        tall = lines(note, CAVEAT, INNER - 60) * CAVEAT * 1.3 + 24
        if page and taken + tall > height - AROUND:
            pages.append(page)
            taken, page = 0.0, []
        taken += tall
        page.append(note)
    pages.append(page or ["Rien de particulier n’est à savoir pour lire cet écran."])
    return Panel("À savoir avant de conclure", tuple(render("caveats.html", notes=notes) for notes in pages))


def _of_sum(chart: BarChart, bar: Bar, height: int) -> Panel:
    """The words that state a sum, and what its envelope or another line says of it."""
    source = next(one for one in chart.comparison.sources if one.document_id == bar.document_id)
    piece = Piece(
        source.territory_id,
        f"{bar.name} : {bar.text}",
        " · ".join(filter(None, (source.territory, bar.kind, bar.note))),
        _cited(source.title, source.date),
        ((bar.line, plain(bar.quote)),),
    )
    return _panel(bar.scope, [piece], height)


def _of_grants(title: str, selection: Selection, height: int) -> Panel | None:
    """The largest grants of a cell, each with the list and the line that say it."""
    first = queries.grant_list(selection, None, _MOST_ACTIONS)
    if first.empty:
        return None
    every = int(first.drop_duplicates("territory_id")["grants"].sum())
    pieces = [
        Piece(
            row.territory_id,
            row.title if isinstance(row.title, str) else f"{row.beneficiary} : {row.programme}",
            " · ".join(
                [euros(row.eur), *([] if pd.isna(row.cost) else [f"sur {euros(row.cost)}"]), str(row.beneficiary),
                 *([] if pd.isna(row.year) else [f"{row.year:.0f}"])]
            ),
            f"{row.source}, ligne {row.line}",
            (),
        )
        for row in first.itertuples()
    ]  # fmt: skip
    told = f" (les {len(first)} plus grandes)" if len(first) < every else ""
    return _panel(f"{title} : {count(every, 'subvention')}{told}", pieces, height)


def _facts(action: dict[str, Any]) -> dict[str, str]:
    """What is told of an action beside its words."""
    return {
        "territory": str(action["territory"]),
        "theme": str(action["theme"]),
        "engagement": str(action["engagement_label"]),
        "document": _cited(str(action["document"]), str(action["date_label"])),
    }


def _shared(actions: list[dict[str, Any]]) -> dict[str, str]:
    """What is the same of all actions of a panel, to be said once; nothing where there is one alone."""
    every = [_facts(action) for action in actions]
    if len(every) < 2:
        return {}
    found = {name: value for name, value in every[0].items() if all(one[name] == value for one in every)}
    return found | ({"territory_id": str(actions[0]["territory_id"])} if "territory" in found else {})


def _pieces(actions: list[dict[str, Any]]) -> list[Piece]:
    """The actions with their own lines; each document is read once."""
    shared = _shared(actions)
    read: dict[str, dict[int, str]] = {}
    for document in dict.fromkeys(action["document_id"] for action in actions):
        own = [action for action in actions if action["document_id"] == document]
        first, last = min(int(one["first_line"]) for one in own), max(int(one["last_line"]) for one in own)
        passage = queries.passage(document, first, last)
        read[document] = dict(zip(passage["line"].astype(int), passage["text"], strict=True))
    pieces = []
    for action in actions:
        facts = {name: value for name, value in _facts(action).items() if name not in shared}
        cited = facts.pop("document", "")
        text = read[action["document_id"]]
        numbers = range(int(action["first_line"]), int(action["last_line"]) + 1)
        pieces.append(
            Piece(
                action["territory_id"] if "territory" in facts else "",
                action["title"],
                " · ".join(facts.values()),
                cited,
                tuple((line, plain(text[line])) for line in numbers if text.get(line, "").strip()),
            )
        )
    return pieces


def _panel(title: str, pieces: list[Piece], height: int, shared: dict[str, str] | None = None) -> Panel:
    shared = shared or {}
    land = shared.get("territory_id", "")
    same = " · ".join(value for name, value in shared.items() if name != "territory_id")
    room = float(height - AROUND) - (lines(same, FACTS, INNER - 60) * FACTS * _LINE + 20 if same else 0)
    pages: list[list[Piece]] = [[]]
    left = room
    for piece in pieces:
        rest = piece
        while True:
            if rest.height() <= left:
                pages[-1].append(rest)
                left -= rest.height()
                break
            if pages[-1]:
                # An action that a page holds whole is not cut; one that no page holds starts on its own.
                pages.append([])
                left = room
                continue
            fits = max((n for n in range(len(rest.lines) + 1) if n and rest.height(n) <= left), default=1)
            pages[-1].append(_cut(rest, 0, fits))
            if fits >= len(rest.lines):
                left = 0.0
                break
            pages.append([])
            rest = _cut(rest, fits, len(rest.lines))
    return Panel(title, tuple(render("actions.html", pieces=page, same=same, land=land) for page in pages))


def _cut(piece: Piece, start: int, end: int) -> Piece:
    return Piece(
        piece.territory_id,
        piece.title,
        piece.facts,
        piece.document,
        piece.lines[start:end],
        piece.continued or start > 0,
    )


def _cited(title: str, date: str) -> str:
    """The document and its date; guillemets within guillemets are the others."""
    return f"« {title.replace('« ', '“').replace(' »', '”')} », {date}"


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def _line_height(text: str) -> float:
    return lines(text, WORDS, INNER - _NUMBER) * WORDS * _LINE
