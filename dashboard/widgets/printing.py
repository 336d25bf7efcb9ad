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
from dashboard.page_registry import Page
from dashboard.selection import Selection
from dashboard.widgets.templates import render

_MEASURES = {"part": "parts au sein de chaque territoire", "nombre": "nombres d’actions"}


def head(page: Page, selection: Selection, base: str, look: Appearance, also: Mapping[str, str]) -> None:
    """The head of the printed page, not shown on the screen, and the style of the paper.

    `base` is the dashboard's own address, `also` what the page's address says beside the Selection.
    """
    st.html(_style(look))
    st.html(_head(page, page.shown(selection), base, look, tuple(also.items()), datetime.date.today()))


@queries.once_per_content
def _style(look: Appearance) -> str:
    version = queries.content_hash()[:8]
    return f"<style>{render('print.css', look=look, paper=LIGHT, cells=_cells(look), version=version)}</style>"


@queries.once_per_content
def _head(
    page: Page, seen: Selection, base: str, look: Appearance, also: tuple[tuple[str, str], ...], day: datetime.date
) -> str:
    build = queries.build().iloc[0]
    version = str(build["content_hash"])[:8]
    return render(
        "print_head.html",
        title=page.title,
        said=_in_words(page, seen),
        build=build,
        date=f"{build['built_at']:%d/%m/%Y}",
        day=f"{day:%d/%m/%Y}",
        address=f"{base}{seen.url(page.address, {**dict(also), 'version': version})}"
        if base and not queries.own_path()
        else "",
        colours=json.dumps(_colours(look)),
    )


def _in_words(page: Page, selection: Selection) -> str:
    catalogue = queries.catalogue()
    grids = catalogue[catalogue["field"] == "grid"].set_index("value")["label"]
    choices = {
        "measure": f"Mesure : {_MEASURES[selection.measure]}",
        "grid": f"Grille de lecture : {grids[selection.grid]}",
        "lens": f"Comparer par : {LENSES[selection.lens].lower()}",
    }
    said = [in_words(selection) or page.unfiltered]
    said += [f"Recherche : « {selection.words.strip()} »"] if selection.words.strip() else []
    return " · ".join(said + [choices[name] for name in page.choices])


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
