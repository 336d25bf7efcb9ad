"""What a page has on paper beside what it shows: its head in words, and the colours of the paper."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping

import streamlit as st

from dashboard import queries
from dashboard.comparisons import LENSES
from dashboard.dossier.views import in_words
from dashboard.look.palette import LIGHT, Appearance, tone
from dashboard.look.territories import EVERY_LOOK
from dashboard.selection import Selection
from dashboard.widgets.templates import render

_MEASURES = {"part": "parts au sein de chaque territoire", "nombre": "nombres d’actions"}
# What is chosen on a page beside its filters, by buttons that are not printed.
_CHOSEN_ON = {
    "": ("measure", "grid"),
    "themes": ("grid",),
    "financements": ("measure",),
    "face-a-face": ("lens",),
}


def head(title: str, page: str, selection: Selection, base: str, look: Appearance, also: Mapping[str, str]) -> None:
    """The head of the printed page, not shown on the screen, and the style of the paper.

    `title` and `page` are the page's name in the navigation and in the address, `base` the dashboard's own address,
    `also` what the page's address says beside the Selection.
    """
    build = queries.build().iloc[0]
    version, seen = str(build["content_hash"])[:8], _seen(page, selection)
    st.html(f"<style>{render('print.css', look=look, paper=LIGHT, cells=_cells(look), version=version)}</style>")
    st.html(
        render(
            "print_head.html",
            title=title,
            said=_in_words(page, seen),
            build=build,
            date=f"{build['built_at']:%d/%m/%Y}",
            day=f"{datetime.date.today():%d/%m/%Y}",
            address=f"{base}{seen.url(page, {**also, 'version': version})}" if base else "",
            colours=json.dumps(_colours(look)),
        )
    )


def _seen(page: str, selection: Selection) -> Selection:
    """What of the Selection the page shows: a sheet must not claim filters that its figures do not have."""
    if page in ("methode", "dossier"):
        return Selection()
    if page == "document":
        return Selection(words=selection.words)
    if page == "territoires":
        return Selection(territories=selection.territories[:1])
    if selection.action:
        return Selection(action=selection.action)
    return selection.but(themes=selection.themes[:1]) if page == "themes" else selection


def _in_words(page: str, selection: Selection) -> str:
    catalogue = queries.catalogue()
    grids = catalogue[catalogue["field"] == "grid"].set_index("value")["label"]
    choices = {
        "measure": f"Mesure : {_MEASURES[selection.measure]}",
        "grid": f"Grille de lecture : {grids[selection.grid]}",
        "lens": f"Comparer par : {LENSES[selection.lens].lower()}",
    }
    if page == "dossier":
        return "Chaque vue dit ses filtres"
    said = ["Texte tel que reçu" if page == "document" else in_words(selection) or "Sans filtre"]
    said += [f"Recherche : « {selection.words.strip()} »"] if selection.words.strip() else []
    return " · ".join(said + [choices[name] for name in _CHOSEN_ON.get(page, ())])


def _colours(look: Appearance) -> dict[str, str]:
    """Colours of the screen's ground that the paper's replace in charts; none where they are the same."""
    names = ("ground", "ink", "quiet", "grid", "frame", "unknown", "accent")
    pairs = {getattr(look, name): getattr(LIGHT, name) for name in names}
    pairs |= dict(zip(look.sequential, LIGHT.sequential, strict=True))
    pairs |= {one.colour(look): one.light for one in EVERY_LOOK}
    return {screen: paper for screen, paper in pairs.items() if screen != paper}


def _cells(look: Appearance) -> list[tuple[str, str, str]]:
    """Ground on the screen, ground and ink on paper, of each step of a matrix, the empty one first."""
    return [(tone(step, look)[0], *tone(step, LIGHT)) for step in range(len(look.sequential) + 1)]
