"""Filters: one quiet place, the same on every page; what is active stands above the content, removable."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard import queries
from dashboard.citations import LINE, LIST_PAGE
from dashboard.comparisons import LENSES
from dashboard.dossier.views import FILTER_NAMES
from dashboard.look.formats import typeset
from dashboard.search.facets import KEEPING, choices
from dashboard.selection import LISTS, MOST_REFERENCES, PARAMETERS, Selection
from dashboard.widgets.markdown import literal

_EVERYTHING = {
    "territories": "Tous les territoires comparés",
    "themes": "Tous les thèmes",
    "engagements": "Tous les degrés",
    "natures": "Toutes les natures",
    "years": "Toutes les années",
    "levels": "Tous les niveaux",
    "funders": "Tous les organismes",
    "schemes": "Tous les dispositifs",
}
# Values that are shown one beside another, at most; more are found by typing.
_MOST_PILLS = 16
_NOTHING = "Aucun avec ces filtres"
_SINGULAR = {
    "territories": "Territoire",
    "themes": "Thème",
    "engagements": "Engagement",
    "natures": "Nature",
    "years": "Année",
    "levels": "Niveau",
    "funders": "Organisme",
    "schemes": "Dispositif",
}


# What the address says of a place on a page: another Selection begins at its top.
_OF_A_PLACE = frozenset({LINE, LIST_PAGE, "version"})


def go_to(selection: Selection) -> None:
    """Put the Selection into the address bar, where the next run reads it; what is no part of it stays there."""
    others: dict[str, str | list[str]] = {
        name: st.query_params.get_all(name)
        for name in st.query_params
        if name not in PARAMETERS and name not in _OF_A_PLACE
    }
    st.query_params.from_dict({**others, **selection.to_params()})


def sidebar(selection: Selection) -> None:
    """The filters, set to the Selection; each change goes to the address bar.

    A filter offers what keeps an action beside the other filters, and says how many; territories are all offered.
    """
    offered = _offered(selection.filtering)
    with st.sidebar:
        st.subheader("Filtrer", anchor=False)
        for field, label in FILTER_NAMES.items():
            options = offered[field]
            key = f"filter-{field}"
            st.session_state[key] = list(getattr(selection, field))
            st.multiselect(
                label,
                list(options),
                format_func=options.__getitem__,
                key=key,
                placeholder=_EVERYTHING[field] if options else _NOTHING,
                # Its label would be English, and choosing all is choosing nothing.
                select_all=False,
                disabled=not options,
                on_change=_changed(selection, field, key),
            )
            if field == "territories":
                _offer_groups(selection, field, "Par département, région ou sorte", territory_groups())
            if field == "funders":
                _offer_groups(selection, field, "Par sorte d’organisme", body_groups(tuple(options)))
                _offer_partners(selection)
        _flag(
            selection,
            "with_secondary",
            "Compter aussi les thèmes secondaires",
            "Une action a un thème principal, et jusqu’à deux thèmes secondaires.",
        )
        _flag(
            selection,
            "with_partners",
            "Compter aussi les partenaires",
            "Un partenaire apporte son concours sans qu’un financement soit nommé.",
        )


@queries.once_per_content
def _offered(selection: Selection) -> Mapping[str, Mapping[str, str]]:
    """What each filter offers beside the others, and how many actions each value keeps."""
    return choices(queries.catalogue(), queries.facets(selection), selection)


def _offer_groups(selection: Selection, field: str, label: str, groups: Mapping[str, tuple[str, ...]]) -> None:
    """Values of a filter together, by what they share."""
    if not groups:
        return
    key = f"filter-groups-{field}"

    def add() -> None:
        chosen = st.session_state[key]
        st.session_state[key] = None
        if chosen:
            go_to(selection.but(action="", **{field: groups[chosen]}))

    st.selectbox(
        label,
        list(groups),
        index=None,
        key=key,
        placeholder="Choisir un groupe",
        format_func=lambda name: typeset(f"{name} ({len(groups[name])})"),
        on_change=add,
    )


@queries.once_per_content
def body_groups(offered: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Bodies that the filter offers, by their kind, whether they pay, sign or help; nothing where one kind is all."""
    found: dict[str, tuple[str, ...]] = {}
    for body, kind in queries.body_kinds().itertuples(index=False):
        if body in offered:
            found[kind] = (*found.get(kind, ()), body)
    return found if len(found) > 1 else {}


@queries.once_per_content
def territory_groups() -> Mapping[str, tuple[str, ...]]:
    """The compared territories by department, region and kind, where a group holds several and not all: « Département :
    Lot » and their identifiers."""
    known = queries.territories().drop_duplicates("territory_id")
    compared = known[known["is_compared"]]
    found: dict[str, tuple[str, ...]] = {}
    for column, name in (("department", "Département"), ("region", "Région"), ("kind", "Sorte")):
        for value, of_group in compared.groupby(column, sort=True):
            if 1 < len(of_group) < len(compared):
                found[f"{name} : {value}"] = tuple(of_group["territory_id"])
    return found


@queries.once_per_content
def _partners(selection: Selection) -> int:
    """How many bodies are named as partners alone."""
    counted = queries.facets(selection)
    return int(((counted["field"] == "funders") & (counted[[*KEEPING]] == 0).all(axis=1)).sum())


def _offer_partners(selection: Selection) -> None:
    """The way to the bodies that are named as partners alone, where partners are not counted."""
    partners = 0 if selection.with_partners else _partners(selection.filtering)
    if partners:
        st.button(
            f"Compter aussi les partenaires ({partners} de plus)",
            type="tertiary",
            icon=":material/add:",
            key="count-partners",
            on_click=go_to,
            args=(selection.but(action="", with_partners=True),),
        )


def chips(selection: Selection) -> None:
    """What is active, each with a click to remove it."""
    if not selection.filters:
        return
    with st.container(horizontal=True, gap="small", key="er-chips"):
        for field, values in selection.filters.items():
            options = _options(field)
            for value in values:
                st.button(
                    f"{_SINGULAR[field]} : {literal(options[value])}",
                    icon=":material/close:",
                    key=f"chip-{field}-{value}",
                    help="Retirer ce filtre",
                    on_click=go_to,
                    args=(selection.without(field, value),),
                )
        st.button(
            "Tout effacer",
            type="tertiary",
            key="chip-clear",
            on_click=go_to,
            args=(selection.but(**dict.fromkeys(LISTS, ())),),
        )


def measure_switch(selection: Selection, key: str) -> None:
    """Shares within a territory, or counts."""
    labels = {"part": "Part", "nombre": "Nombre"}
    st.session_state[key] = selection.measure
    st.segmented_control(
        "Mesure",
        list(labels),
        format_func=lambda value: literal(labels[value]),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_changed(selection, "measure", key),
    )


def grid_switch(selection: Selection, key: str) -> None:
    """The classification through which actions are read: the codebook's themes, or a grid derived from them."""
    options = _options("grid")
    st.session_state[key] = selection.grid
    st.selectbox(
        "Grille de lecture",
        list(options),
        format_func=lambda grid: typeset(options[grid]),
        key=key,
        width=320,
        on_change=_changed(selection, "grid", key),
    )


def references_choice(selection: Selection) -> None:
    """Intercommunalities of France that stand beside the territories; the choice goes to the address bar."""
    labels, key = _epci_labels(), "references-choice"
    st.session_state[key] = list(selection.references)
    st.multiselect(
        "Mettre à côté une intercommunalité de France",
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        placeholder="Taper un nom",
        max_selections=MOST_REFERENCES,
        select_all=False,
        on_change=_changed(selection, "references", key),
    )


@queries.once_per_content
def _epci_labels() -> Mapping[str, str]:
    return {row.epci_siren: f"{row.name} ({row.departments})" for row in queries.epci().itertuples(index=False)}


def theme_choice(selection: Selection) -> str:
    """One theme, the focus themes first; the choice goes to the address bar."""
    return _one_of(selection, "themes", "Thème", _theme_labels())


def territory_choice(selection: Selection) -> str:
    """One territory; the choice goes to the address bar."""
    return _one_of(selection, "territories", "Territoire", _territory_labels())


@queries.once_per_content
def _theme_labels() -> Mapping[str, str]:
    return dict(queries.themes()[["theme_id", "label"]].itertuples(index=False))


@queries.once_per_content
def _territory_labels() -> Mapping[str, str]:
    return dict(queries.territories()[["territory_id", "short_name"]].itertuples(index=False))


def _one_of(selection: Selection, field: str, name: str, labels: Mapping[str, str]) -> str:
    """One value of a list of the Selection: its first, else the first that there is."""
    key = f"choice-{field}"
    chosen = next(iter(getattr(selection, field)), next(iter(labels)))
    st.session_state[key] = chosen
    if len(labels) > _MOST_PILLS:
        st.selectbox(
            name,
            list(labels),
            format_func=labels.__getitem__,
            key=key,
            placeholder="Taper un nom",
            on_change=_changed(selection, field, key),
        )
        return chosen
    st.pills(
        name,
        list(labels),
        format_func=lambda value: literal(labels[value]),
        key=key,
        required=True,
        on_change=_changed(selection, field, key),
    )
    return chosen


def lens_choice(selection: Selection) -> str:
    """What territories are compared by: themes, schemes or bodies."""
    key = "lens-choice"
    st.session_state[key] = selection.lens
    st.segmented_control(
        "Comparer par",
        list(LENSES),
        format_func=LENSES.__getitem__,
        key=key,
        required=True,
        on_change=_changed(selection, "lens", key),
    )
    return selection.lens


def _flag(selection: Selection, field: str, label: str, help_: str) -> None:
    key = f"filter-{field}"
    st.session_state[key] = getattr(selection, field)
    st.toggle(label, key=key, help=help_, on_change=_changed(selection, field, key))


@queries.once_per_content
def _options(field: str) -> Mapping[str, str]:
    """The labels of a field's values."""
    catalogue = queries.catalogue()
    of_field = catalogue[catalogue["field"] == field]
    return dict(zip(of_field["value"], of_field["label"], strict=True))


def _changed(selection: Selection, field: str, key: str) -> Callable[[], None]:
    def change() -> None:
        value = st.session_state[key]
        if field in LISTS or field == "references":
            value = tuple(value) if isinstance(value, list) else (value,)
        go_to(selection.but(action="", **{field: value}))

    return change
