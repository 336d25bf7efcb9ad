"""The pages, told once: the navigation, the print, the views, links and tests read them here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.selection import Selection

# What the scope of a request calls the part of its path that a middleware took off (`/espace/…`): links begin with it.
TAKEN_OFF = "en_regard.taken_off"


@dataclass(frozen=True)
class Page:
    """One page of the dashboard.

    `address` is its name in the URL, empty for the first page; `file` stands in `pages/`; `choices` are the fields of
    the Selection that are chosen on the page itself, beside the filters. `shown` is what of a Selection its figures
    have: paper must claim no filter that they do not; `unfiltered` is what paper says where that filters nothing.
    """

    address: str
    title: str
    file: str
    has_filters: bool = True
    choices: tuple[str, ...] = ()
    shown: Callable[[Selection], Selection] = lambda selection: selection.but(action="")
    unfiltered: str = "Sans filtre"


def _nothing(selection: Selection) -> Selection:
    return Selection()


def _record(selection: Selection) -> Selection:
    return Selection(action=selection.action) if selection.action else selection


OVERVIEW = Page("", "Vue d’ensemble", "vue_densemble.py", choices=("measure", "grid"))
THEMES = Page(
    "themes",
    "Thèmes",
    "themes.py",
    choices=("grid",),
    shown=lambda selection: selection.but(themes=selection.themes[:1], action=""),
)
FACE_TO_FACE = Page("face-a-face", "Face à face", "face-a-face.py", choices=("lens",))
SCHEMES = Page("dispositifs", "Dispositifs", "dispositifs.py")
FUNDING = Page("financements", "Financements", "financements.py", choices=("measure",))
GRANTS = Page(
    "subventions",
    "Subventions",
    "subventions.py",
    shown=lambda selection: Selection(territories=selection.territories, themes=selection.themes),
)
CALENDAR = Page("calendrier", "Échéances", "calendrier.py")
ACTIONS = Page("actions", "Actions", "actions.py", shown=_record)
TERRITORIES = Page(
    "territoires",
    "Territoires",
    "territoires.py",
    has_filters=False,
    shown=lambda selection: Selection(territories=selection.territories[:1]),
)
DOCUMENTS = Page(
    "document",
    "Documents",
    "document.py",
    has_filters=False,
    shown=lambda selection: Selection(words=selection.words),
    unfiltered="Texte tel que reçu",
)
OWN_TERRITORY = Page("votre-territoire", "Votre territoire", "votre-territoire.py", has_filters=False, shown=_nothing)
DOSSIER = Page(
    "dossier", "Dossier", "dossier.py", has_filters=False, shown=_nothing, unfiltered="Chaque vue dit ses filtres"
)
METHOD = Page("methode", "Méthode", "methode.py", has_filters=False, shown=_nothing)

# By address, in the order of the navigation.
PAGES = {
    page.address: page
    for page in (
        OVERVIEW,
        THEMES,
        FACE_TO_FACE,
        SCHEMES,
        FUNDING,
        GRANTS,
        CALENDAR,
        ACTIONS,
        TERRITORIES,
        DOCUMENTS,
        OWN_TERRITORY,
        DOSSIER,
        METHOD,
    )
}
