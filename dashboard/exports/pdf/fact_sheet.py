"""The « fiche territoire »: who a territory is and what its document holds, beside the others, on two pages."""

from __future__ import annotations

from typing import Any

from dashboard.charts.model import BarChart, Chart, DotChart, MatrixChart, SpanChart, chart_of
from dashboard.comparisons.core import EUROS
from dashboard.comparisons.identity import Identity
from dashboard.comparisons.looks import look_of
from dashboard.comparisons.schemes import signs_in_words
from dashboard.dossier.assembled import Context, Gathered, Made
from dashboard.exports.core import full_citation
from dashboard.exports.pdf.charts import bars, drawing
from dashboard.exports.pdf.typesetting import look
from dashboard.exports.pdf.typesetting import pdf as printed
from dashboard.look.formats import count, integer, listed, period
from dashboard.look.records import Record

# The views that the fiche is made of, by their keys.
_CONTOURS, _ENGAGEMENT, _PERIODS = "contours", "actions-par-engagement", "echeances"
_PROFILES = ("themes-d-un-territoire", "themes-par-territoire")
_FRAME = "Donnée comme cadre et financeur, non comme territoire comparé."


def pdf(gathered: Gathered, identity: Identity) -> bytes:
    """Two pages in A4. What does not stand on them is told, with the way to it.

    `gathered` is what `gathering.of_territory` makes of the same territory.
    """
    own = identity.territory
    views = {comparison.key: (comparison, context) for comparison, context in gathered.entries}
    profile = next((views[key] for key in _PROFILES if key in views), None)
    sums = [made for made in gathered.entries if made[0].unit == EUROS]
    charts = [chart_of(comparison) for comparison, _ in gathered.entries]
    values = {
        "foot": f"En regard, données {gathered.data_version} du {gathered.data_date}, "
        f"grille de codage {gathered.codebook_version}, fiche faite le {gathered.made_on:%d/%m/%Y}",
        "way": {"link": gathered.permalink},
        "name": own["name"],
        "mark": look(look_of(own["territory_id"])),
        "lead": "" if own["is_compared"] else _FRAME,
        "identity": _identity(identity),
        "members": _members(identity),
        "contours": _chart(views.get(_CONTOURS)),
        "documents": [_document(document) for document in identity.documents],
        "profile": _profile(profile),
        "engagement": _section("Engagement des actions", views.get(_ENGAGEMENT)),
        "lists": [_named(title, views.get(key)) for key, title in _lists().items()],
        "periods": _periods(views.get(_PERIODS)),
        "sums": [_sums(chart_of(comparison), context) for comparison, context in sums],
        "notes": list(dict.fromkeys(note for chart in charts for note in chart.notes)),
        "citation": full_citation(gathered),
    }
    return printed("fiche.typ", f"{own['name']} : fiche territoire", gathered.made_on, values)


def _lists() -> dict[str, str]:
    """The views that are told as lists, with their titles: the second says what its signs mean."""
    return {
        "organismes-par-territoire": "Organismes nommés comme financeurs ou signataires",
        "dispositifs-par-territoire": f"Dispositifs nommés ({signs_in_words()})",
    }


def _identity(identity: Identity) -> list[list[str]]:
    own = identity.territory
    stated = own["population_stated"]
    year, people = own["population_year"], "non renseignée"
    if own["population"]:
        people = f"{integer(own['population'])} habitants (population municipale {int(year)}, INSEE)"
    found = {
        "Nature": own["kind"],
        "SIREN": own["siren"],
        "Département": own["department"],
        "Région": own["region"],
        "Population": people + (f" ; son document en annonce {integer(stated)}" if stated else ""),
        "Communes": integer(own["communes"]) if own["communes"] else "",
        "Territoires comparés": listed([other["short_name"] for other in identity.inside]),
    }
    return [[name, str(value)] for name, value in found.items() if value]


def _members(identity: Identity) -> list[list[str]]:
    return [
        [one["epci_name"], f"{count(one['communes'], 'commune')}, {count(one['population'], 'habitant')}"]
        for one in identity.members
    ]


def _document(document: Record) -> dict[str, Any]:
    orientations = " (propositions d’orientation)" if document["document_kind"] == "diagnostic" else ""
    found = {
        "Émetteur": document["issuer"],
        "Sorte": document["document_kind"],
        "Date": f"{document['date_label']}. {document['date_basis'] or ''}",
        "Période": period(document["period_start"], document["period_end"]) if document["period_start"] else "",
        "Actions": integer(document["actions"]) + orientations,
        "Réutilisation": document["licence"],
    }
    return {
        "title": document["title"],
        "caveat": document["caveat"] or "",
        "facts": [[name, str(value).strip()] for name, value in found.items() if value],
    }


def _chart(made: Made | None) -> dict[str, Any] | None:
    return drawing(chart_of(made[0])) if made and not made[0].is_empty else None


def _section(title: str, made: Made | None) -> dict[str, Any] | None:
    """A view as a section: its finding, its subtitle and its one series as bars, or the words for nothing."""
    if made is None:
        return None
    comparison, context = made
    chart = chart_of(comparison)
    return {
        "title": title,
        "finding": comparison.finding,
        "subtitle": comparison.subtitle,
        "chart": bars(chart) if isinstance(chart, MatrixChart) else None,
        "empty": comparison.empty,
        "link": context.permalink,
    }


def _profile(made: Made | None) -> dict[str, Any] | None:
    section = _section("Profil de ses actions, par thème", made)
    if section and made and isinstance(chart_of(made[0]), DotChart):
        section |= {"title": "Profil de ses actions par thème, à côté des autres", "chart": _chart(made)}
    return section


def _named(title: str, made: Made | None) -> dict[str, Any] | None:
    if made is None:
        return None
    comparison, context = made
    chart = chart_of(comparison)
    named = [
        (row, mark)
        for row in (chart.rows if isinstance(chart, MatrixChart) else ())
        for mark in row.marks
        if mark.actions
    ]
    return {
        "title": title,
        "rows": [
            [row.label, ", ".join(text for text in row.facts.values() if text not in ("", row.label)), mark.text]
            for row, mark in sorted(named, key=lambda one: -one[1].actions)
        ],
        "empty": comparison.empty,
        "link": context.permalink,
    }


def _periods(made: Made | None) -> dict[str, Any] | None:
    if made is None:
        return None
    comparison, context = made
    chart = chart_of(comparison)
    spans = chart.spans if isinstance(chart, SpanChart) else ()
    return {
        "title": "Périodes annoncées",
        "rows": [[span.label, "", span.years] for span in spans],
        "empty": comparison.empty,
        "link": context.permalink,
    }


def _sums(chart: Chart, context: Context) -> dict[str, Any]:
    """The sums of one scope, each with where it stands; none is added to another."""
    bars = chart.bars if isinstance(chart, BarChart) else ()
    return {
        "title": bars[0].scope,
        "rows": [
            [bar.label, bar.text, f"{bar.kind}, ligne {bar.line}" + (f" ; {bar.note}" if bar.note else "")]
            for bar in bars
        ],
        "link": context.permalink,
    }
