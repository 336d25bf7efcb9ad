"""Sheets for the tables of a workshop: a view on a page, its question and chart, its actions, and lines to write on."""

from __future__ import annotations

from functools import partial
from typing import Any

from dashboard.charts.model import chart_of
from dashboard.charts.words import source_line
from dashboard.comparisons.looks import look_of
from dashboard.dossier.assembled import Gathered, Made, Tell, title_of
from dashboard.exports.core import DossierFormat, filters_line
from dashboard.exports.pdf.charts import drawing
from dashboard.exports.pdf.typesetting import look, pdf
from dashboard.look.formats import count
from dashboard.seance.votes import ANSWERS

# Actions that a sheet names, by the size of its paper; the others are counted.
_ACTIONS = {"a4": 12, "a3": 30}


def make(paper: str, gathered: Gathered, tell: Tell) -> bytes:
    """The sheets as a tagged PDF on paper of this size (`a4`, `a3`), one view after the other."""
    tell(0.0, "Feuilles de table")
    views = [_sheet(number, made, _ACTIONS[paper]) for number, made in enumerate(gathered.entries, 1)]
    values = {"paper": paper, "sheets": views, "answers": list(ANSWERS.values()), "of": gathered.title}
    content = pdf(
        "sheets.typ",
        gathered.title,
        gathered.made_on,
        values | {"foot": f"En regard, données {gathered.data_version} du {gathered.data_date}"},
    )
    tell(1.0, "Feuilles prêtes")
    return content


def _sheet(number: int, made: Made, most: int) -> dict[str, Any]:
    comparison, context = made
    chart = chart_of(comparison)
    counted = not comparison.unit.unfiltered
    listed = context.actions.to_dict("records") if counted else []
    left = len(listed) - most
    return {
        "number": number,
        "question": comparison.question,
        "title": title_of(comparison, context),
        "filters": filters_line(comparison, context),
        "chart": None if comparison.is_empty else drawing(chart),
        "empty": comparison.empty,
        "actions": [
            {"text": one["title"], "territory": {"text": one["territory"], **look(look_of(one["territory_id"]))}}
            for one in listed[:most]
        ],
        "left": f"et {count(left, 'autre action', 'autres actions')}" if left > 0 else "",
        "source": source_line(chart),
    }


SHEETS: tuple[DossierFormat, ...] = tuple(
    DossierFormat(
        f"feuilles-{paper}",
        f"Feuilles de table {paper.upper()} (PDF)",
        "pdf",
        "application/pdf",
        partial(make, paper),
        apart=f"feuilles-{paper}",
    )
    for paper in _ACTIONS
)
