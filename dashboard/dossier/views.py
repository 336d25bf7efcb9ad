"""The views that can be kept: each is a name, the page that shows it, and how a Selection makes it.

What a dossier keeps and what a projection shows is such a name with a Selection; the Comparison is made anew each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dashboard import comparisons, queries
from dashboard.comparisons.core import Comparison
from dashboard.comparisons.places import places
from dashboard.comparisons.sum_claims import Sort
from dashboard.comparisons.unapplied import filter_labels
from dashboard.page_registry import (
    ACTIONS,
    CALENDAR,
    FACE_TO_FACE,
    FUNDING,
    GRANTS,
    OVERVIEW,
    SCHEMES,
    TERRITORIES,
    THEMES,
    Page,
)
from dashboard.selection import LISTS, OWN_GRID, Selection

_AMOUNTS = "montants-"
# How the sums of each standing are called where a few words have to do.
_SUMS = {"annonce": "Sommes", "charge": "Charges", "realise": "Travaux"}
_SUMS_OF_ACTIONS = {
    "cout": "Coûts des actions",
    "participation": "Participations",
    "participation-envisagee": "Participations envisagées",
    "part-propre": "Parts propres",
}
# The names of the Selection's lists, as filters are told in words.
FILTER_NAMES = {
    "territories": "Territoires",
    "themes": "Thèmes",
    "engagements": "Engagement",
    "natures": "Nature",
    "years": "Année annoncée",
    "levels": "Niveau de financeur",
    "funders": "Organisme nommé",
    "schemes": "Dispositif",
}


class ViewUnknown(ValueError):
    """No view of this name, or none for this Selection; the message is French and names it."""


@dataclass(frozen=True)
class View:
    """`page` is the page that shows it.

    A view `is_of_territory` where the territory that its Selection names is whom it is about, and filters nothing.
    """

    label: str
    page: Page
    make: Callable[[Selection], Comparison]
    is_of_territory: bool = False


def _of_territory(make: Callable[[str], Comparison]) -> Callable[[Selection], Comparison]:
    def made(selection: Selection) -> Comparison:
        if not selection.territories:
            raise ViewUnknown("Cette vue est celle d’un territoire, et le lien n’en nomme aucun.")
        if selection.territories[0] not in places(Selection()):
            raise ViewUnknown("Cette vue est celle d’un territoire comparé, et le lien en nomme un autre.")
        return make(selection.territories[0])

    return made


def _of_grid(make: Callable[[Selection], Comparison]) -> Callable[[Selection], Comparison]:
    def made(selection: Selection) -> Comparison:
        if selection.grid == OWN_GRID:
            raise ViewUnknown("Cette vue demande une grille de lecture, et le lien n’en nomme aucune.")
        return make(selection)

    return made


VIEWS: dict[str, View] = {
    "themes-par-territoire": View("Thèmes par territoire", OVERVIEW, comparisons.themes_by_territory),
    "rubriques-par-territoire": View("Grille de lecture", OVERVIEW, _of_grid(comparisons.areas_by_territory)),
    "themes-en-points": View("Thèmes sur une ligne", THEMES, comparisons.themes_in_dots),
    "rubriques-en-points": View("Grille sur une ligne", THEMES, _of_grid(comparisons.areas_in_dots)),
    "face-a-face": View("Face à face", FACE_TO_FACE, comparisons.presence_by_territory),
    "dispositifs-par-territoire": View("Dispositifs", SCHEMES, comparisons.schemes_by_territory),
    "niveaux-par-territoire": View("Niveaux de financeurs", FUNDING, comparisons.levels_by_territory),
    "organismes-par-territoire": View("Organismes nommés", FUNDING, comparisons.funders_by_territory),
    "themes-par-organisme": View("Thèmes par organisme", FUNDING, comparisons.themes_by_funder),
    "qui-paie-selon-les-actions": View("Organismes, par action", FUNDING, comparisons.bodies_by_action),
    "financeurs-du-document": View("Documents entiers", FUNDING, comparisons.document_funders),
    "apports-des-dispositifs": View("Apports d’ordinaire", FUNDING, comparisons.usual_funding),
    "aides-regionales": View("Aides de la Région", FUNDING, comparisons.regional_aids),
    "plan-et-subventions": View("Plan et subventions", GRANTS, comparisons.planned_and_granted),
    "subventions-par-theme": View("Subventions par thème", GRANTS, comparisons.grants_by_theme),
    "subventions-en-bref": View("Subventions en bref", GRANTS, comparisons.grants_in_brief),
    "subventions-par-dotation": View("Subventions par dotation", GRANTS, comparisons.grants_by_programme),
    "subventions-par-annee": View("Subventions par année", GRANTS, comparisons.grants_by_year),
    "subventions-les-plus-grandes": View("Plus grandes subventions", GRANTS, comparisons.largest_grants),
    "subventions-a-part": View("Subventions à part", GRANTS, comparisons.grants_apart),
    "subventions-beneficiaires": View("Bénéficiaires", GRANTS, comparisons.most_granted_bodies),
    "subventions-a-cote": View("Intercommunalités à côté", GRANTS, comparisons.grants_beside),
    "echeances": View("Échéances", CALENDAR, comparisons.stated_periods),
    "actions-par-engagement": View("Actions et engagement", ACTIONS, comparisons.engagements_by_territory),
    "contours": View("Contours", TERRITORIES, _of_territory(comparisons.contours), True),
    "themes-d-un-territoire": View(
        "Profil d’un territoire",
        TERRITORIES,
        _of_territory(lambda territory: comparisons.themes_in_dots(Selection(), territory)),
        True,
    ),
}


def page_of(name: str) -> Page:
    """The page that shows the view.

    Raises:
        ViewUnknown: there is no such view.
    """
    return FUNDING if name.startswith(_AMOUNTS) else _view(name).page


def is_of_territory(name: str) -> bool:
    """Whether the view is about one territory, which no choice of several replaces."""
    return name in VIEWS and VIEWS[name].is_of_territory


def is_of_sums(name: str) -> bool:
    """Whether the view shows sums of money, of one scope or of one sort."""
    return name.startswith(_AMOUNTS)


def label_of(name: str) -> str:
    """The view's name in French, short.

    Raises:
        ViewUnknown: there is no such view.
    """
    if not name.startswith(_AMOUNTS):
        return _view(name).label
    every = queries.amounts(Selection()).drop_duplicates(["scope", "standing"])
    known = [comparisons.key_of(row.scope, row.standing) for row in every.itertuples()]
    labels = [f"{_SUMS[row.standing]}, {row.scope_label.lower()}" for row in every.itertuples()]
    of_actions = {comparisons.key_of_sort(sort): _label_of_sort(sort) for sort in comparisons.sorts(Selection())}
    found = dict(zip(known, labels, strict=True)) | of_actions
    return found[_sums(name, found)]


def _label_of_sort(sort: Sort) -> str:
    parts = (_SUMS_OF_ACTIONS[sort.standing], sort.tax_basis, "par an" if sort.is_yearly else "")
    return " ".join(filter(None, parts))


def comparison(name: str, selection: Selection) -> Comparison:
    """The view's Comparison for this Selection.

    Raises:
        ViewUnknown: there is no such view, or none for this Selection.
    """
    if not name.startswith(_AMOUNTS):
        return _view(name).make(selection)
    found = {one.key: one for one in amounts(selection, national=True)}
    return found[_sums(name, found)]


def _sums(name: str, known: Iterable[str]) -> str:
    """The view of sums of this name. A dossier of before charges and works done stood apart names the scope alone:
    where nothing of it is announced, it means the first that there is."""
    found = next((key for key in known if key == name), None) or next(
        (key for key in known if key.startswith(f"{name}-")), None
    )
    if found is None:
        raise ViewUnknown(f"Aucune somme de cette portée n’est énoncée ici (« {name} »).")
    return found


def amounts(selection: Selection, national: bool) -> tuple[Comparison, ...]:
    """The views of sums of money that this Selection has: of documents, then of actions."""
    return (*comparisons.amounts_by_scope(selection, national), *comparisons.action_sums(selection))


def in_words(selection: Selection) -> str:
    """The Selection's filters as a French phrase, for what leaves the dashboard; nothing where nothing is filtered."""
    labels = filter_labels()
    said = [
        f"{FILTER_NAMES[field]} : {', '.join(labels[field, value] for value in selection.filters[field])}"
        for field in LISTS
        if field in selection.filters
    ]
    if selection.references:
        names = queries.epci().set_index("epci_siren")["name"]
        said.append(f"Intercommunalités à côté : {', '.join(names[one] for one in selection.references)}")
    said += ["thèmes secondaires comptés"] if selection.with_secondary else []
    said += ["partenaires comptés"] if selection.with_partners else []
    return " ; ".join(said)


def _view(name: str) -> View:
    try:
        return VIEWS[name]
    except KeyError:
        raise ViewUnknown(f"Cette version d’En regard n’a pas de vue « {name} ».") from None
