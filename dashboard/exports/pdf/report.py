"""The report of a dossier as PDF: cover, contents, a section a view, the actions behind the figures, the sources."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from dashboard.charts.model import chart_of
from dashboard.charts.words import source_line
from dashboard.comparisons.core import Source
from dashboard.comparisons.looks import look_of
from dashboard.dossier.assembled import Gathered, Made, Tell, title_of
from dashboard.exports.core import filters_line, full_citation, short_citation
from dashboard.exports.dossier_parts import actions, documents, method, runs
from dashboard.exports.pdf.charts import drawing, figures
from dashboard.exports.pdf.typesetting import look, paragraphs, pdf, shortened
from dashboard.look.formats import EMPTY, count

# Of the time that a report takes: what its views are worth, before it is typeset.
_VIEWS_SHARE = 0.6


def make(gathered: Gathered, tell: Tell) -> bytes:
    """The report as a tagged PDF in A4; it needs no browser, since the charts are drawn where they stand."""
    views = []
    for at, made in enumerate(gathered.entries):
        tell(_VIEWS_SHARE * at / len(gathered.entries), f"Rapport : vue {at + 1} sur {len(gathered.entries)}")
        views.append(section(made) | {"number": at + 1})
    tell(_VIEWS_SHARE, "Rapport : mise en page")
    return pdf("report.typ", gathered.title, gathered.made_on, _whole(gathered) | {"views": views})


def _whole(gathered: Gathered) -> dict[str, Any]:
    behind = _actions(gathered)
    held = sum(len(group["rows"]) for group in behind)
    return {
        "eyebrow": "Compte rendu d’une séance d’En regard" if gathered.opening else "Dossier d’En regard",
        "running_title": shortened(gathered.title, 95),
        "foot": f"Données {gathered.data_version} du {gathered.data_date}",
        "permalink": {"link": gathered.permalink},
        "cover": [
            ["Contenu", count(len(gathered.entries), "vue")],
            ["Fait le", f"{gathered.made_on:%d/%m/%Y}"],
            ["Données", f"version {gathered.data_version} du {gathered.data_date}"],
            ["Grille de codage", f"version {gathered.codebook_version}"],
        ],
        "opening": [
            {"heading": one.heading, "paragraphs": [paragraphs(text) for text in one.paragraphs]}
            for one in gathered.opening
        ],
        "documents": [
            {"territory": one.territory, "mark": look(look_of(one.territory_id)), "words": _document(one)}
            for one in documents(gathered)
        ],
        "actions_lead": (
            f"{count(held, 'action')}, chacune une fois, avec les lignes de son "
            "document. La dernière colonne donne les numéros des vues qui retiennent l’action."
        ),
        "actions": behind,
        "method": method(gathered, held),
        "citations": [["Citation courte", short_citation(gathered)], ["Citation complète", full_citation(gathered)]],
    }


def _document(source: Source) -> str:
    return ", ".join(filter(None, (f"« {source.title} »", source.kind, source.date)))


def section(made: Made) -> dict[str, Any]:
    """A view as a section on paper, for `view-section` of the templates."""
    comparison, context = made
    chart = chart_of(comparison)
    return {
        "title": title_of(comparison, context),
        "finding": comparison.finding if context.heading else "",
        "question": comparison.question,
        "subtitle": comparison.subtitle,
        "filters": filters_line(comparison, context),
        "note": paragraphs(context.note),
        "remarks": paragraphs(context.remarks),
        "chart": None if comparison.is_empty else drawing(chart),
        "empty": comparison.empty,
        "figures": figures(chart),
        "notes": chart.notes,
        "source": source_line(chart),
        "link": context.permalink,
    }


def _actions(gathered: Gathered) -> list[dict[str, Any]]:
    """The actions that views count, document by document."""
    return [
        {
            "territory": first["territory"],
            "mark": look(look_of(first["territory_id"])),
            "words": f"« {first['document']} », {first['date_label']}",
            "rows": [
                [one["title"], one["engagement_label"], one["when"] or EMPTY, one["lines"], in_runs(one["views"])]
                for one in of_document
            ],
        }
        for of_document in (list(group) for _, group in groupby(actions(gathered), key=lambda one: one["document_id"]))
        for first in of_document[:1]
    ]


def in_runs(numbers: list[int]) -> str:
    """« 1-4, 7 »: numbers in their order, those that follow one another as one run."""
    return ", ".join(f"{first}-{last}" if last > first else f"{first}" for first, last in runs(numbers))
