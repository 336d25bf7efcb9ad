"""Sheets for the tables of a workshop: a view with its question and chart, then its actions and lines to write on.

Two sides of A4, or the two halves of an A3.
"""

from __future__ import annotations

from collections import Counter
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

# Actions that a sheet names, of all territories in turn; the others are counted.
_MOST_ACTIONS = 24
_PAPERS = ("a4", "a3")


def make(paper: str, gathered: Gathered, tell: Tell) -> bytes:
    """The sheets as a tagged PDF on paper of this size (`a4`, `a3`), one view after the other."""
    tell(0.0, "Feuilles de table")
    views = [_sheet(made) for made in gathered.entries]
    values = {"paper": paper, "sheets": views, "answers": list(ANSWERS.values()), "of": gathered.title}
    content = pdf(
        "sheets.typ",
        gathered.title,
        gathered.made_on,
        values | {"foot": f"En regard, données {gathered.data_version} du {gathered.data_date}"},
    )
    tell(1.0, "Feuilles prêtes")
    return content


def _sheet(made: Made) -> dict[str, Any]:
    comparison, context = made
    chart = chart_of(comparison)
    counted = not comparison.unit.unfiltered
    every = context.actions.to_dict("records") if counted else []
    listed = _in_turn(every)
    left = len(every) - len(listed) + (context.left_out if counted else 0)
    return {
        "question": comparison.question,
        "title": title_of(comparison, context),
        "filters": filters_line(comparison, context),
        "chart": None if comparison.is_empty else drawing(chart),
        "empty": comparison.empty,
        "actions": [
            {"text": one["title"], "territory": {"text": one["territory"], **look(look_of(one["territory_id"]))}}
            for one in listed
        ],
        "left": f"et {count(left, 'autre action', 'autres actions')}" if left > 0 else "",
        "source": source_line(chart),
    }


def _in_turn(actions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """As many actions as a sheet holds, one of each territory after the other, then in their own order."""
    places: Counter[str] = Counter()
    ranked = []
    for at, action in enumerate(actions):
        ranked.append((places[action["territory_id"]], at))
        places[action["territory_id"]] += 1
    return [actions[at] for at in sorted(at for _, at in sorted(ranked)[:_MOST_ACTIONS])]


SHEETS: tuple[DossierFormat, ...] = tuple(
    DossierFormat(
        f"feuilles-{paper}",
        f"Feuilles de table {paper.upper()} (PDF)",
        "pdf",
        "application/pdf",
        partial(make, paper),
        apart=f"feuilles-{paper}",
    )
    for paper in _PAPERS
)
