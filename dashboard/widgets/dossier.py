"""The page of the dossier: its views in their order, with the author's words; saving, reopening, sending on."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import streamlit as st

from dashboard.charts.model import chart_of
from dashboard.charts.thumbnail import thumbnail
from dashboard.dossier import assemble, store, views
from dashboard.dossier.model import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_MINUTES,
    UNTITLED,
    Dossier,
    DossierRefused,
    Entry,
    from_file,
    to_file,
)
from dashboard.exports import names
from dashboard.look.formats import count
from dashboard.operations.limits import DOSSIERS, TooMany
from dashboard.widgets import frame, own_dossier, packing
from dashboard.widgets.templates import render

_WORDS = {
    "title": "Titre, à la place du constat",
    "note": "Note, imprimée avec la vue",
    "cue": "Notes d’animation, jamais projetées",
    "remarks": "Ce qui s’est dit",
}
_OPENED, _BEFORE = "dossier-opened", "dossier-before"


def page() -> None:
    """The visitor's dossier, or the one that the address names."""
    try:
        _page()
    except (DossierRefused, store.ShelfClosed, TooMany) as error:
        st.error(f"Ce dossier ne peut pas être lu ou gardé. {error}", icon=":material/error:")
        if st.button("Commencer un nouveau dossier", key="dossier-anew"):
            _go_on_in(store.new_name())


def _page() -> None:
    asked = st.query_params.get(own_dossier.PARAMETER, "")
    if asked and asked != own_dossier.name():
        if not store.is_name(asked) or store.take(asked) is None:
            gone = "Ce dossier n’est plus sur ce serveur"
            st.html(render("dossier_head.html", title=gone, held="", many=False, minutes=""))
            st.html(render("dossier_gone.html"))
            return
        _tell_anothers(asked)
    else:
        asked = ""
    dossier = own_dossier.read(asked)
    st.html(
        render(
            "dossier_head.html",
            title=dossier.title or UNTITLED if dossier.entries else "Aucune vue gardée pour le moment",
            held=count(len(dossier.entries), "vue") if dossier.entries else "",
            many=len(dossier.entries) > 1,
            minutes=_planned(dossier),
        )
    )
    if dossier.entries:
        _views(dossier, asked)
    else:
        st.html(render("dossier_empty.html"))
    _keep_and_send(dossier, asked)
    if others := own_dossier.others(asked or own_dossier.name()):
        st.html(render("dossier_others.html", others=others))


def _planned(dossier: Dossier) -> str:
    """How many minutes are planned, and for how many of the views where not for all; nothing where for none."""
    planned = [entry.minutes for entry in dossier.entries if entry.minutes]
    if not planned:
        return ""
    of = (
        "" if len(planned) == len(dossier.entries) else f" pour {count(len(planned), 'vue')} sur {len(dossier.entries)}"
    )
    return f"{count(sum(planned), 'minute')} prévue{'s' if sum(planned) > 1 else ''}{of}"


def _tell_anothers(asked: str) -> None:
    """A dossier opened by a link: who has the link may change it, or go on in a copy."""
    st.info(
        "Ce dossier est ouvert par un lien : toute personne qui a ce lien peut le modifier.", icon=":material/link:"
    )
    with st.container(horizontal=True, gap="small"):
        if st.button("Continuer dans ce dossier", help="Les vues ajoutées iront dans celui-ci."):
            _go_on_in(asked)
        if st.button("Continuer dans une copie", help="L’original ne changera plus de votre fait."):
            DOSSIERS.ask()
            copy = store.new_name()
            store.put(copy, store.take(asked) or Dossier())
            _go_on_in(copy)


def _go_on_in(name: str) -> None:
    st.session_state[_BEFORE] = own_dossier.name()
    own_dossier.adopt(name)
    st.query_params.clear()
    st.rerun()


def _views(dossier: Dossier, of: str) -> None:
    key = "dossier-title"
    _set_where_other(key, dossier.title)
    st.text_input(
        "Titre du dossier",
        key=key,
        max_chars=LONGEST_TITLE,
        placeholder=UNTITLED,
        on_change=_changing(lambda one: one.entitled(st.session_state[key].strip()), of),
    )
    base = frame.base_address()
    # No link to the dossier itself: `/dossier` is each reader's own, and its name would let a client change it.
    gathering_ = assemble.gather(dossier, base)
    made = dict(zip(gathering_.keys, gathering_.gathered.entries, strict=True))
    last = len(dossier.entries) - 1
    for at, entry in enumerate(dossier.entries):
        with st.container(key=f"er-kept-{entry.key}"):
            comparison, context = made.get(entry.key, (None, None))
            st.html(
                render(
                    "dossier_entry.html",
                    number=at + 1,
                    stamp=thumbnail(chart_of(comparison), frame.look()) if comparison else "",
                    entry=entry,
                    comparison=comparison,
                    filters=context.filters if context else "",
                    link=_link(entry) if comparison else "",
                    problem=gathering_.problems.get(entry.key, ""),
                )
            )
            _changes(entry, at, last, of)
    packing.exports(gathering_.gathered)


def _changing(how: Callable[[Dossier], Dossier], of: str) -> Callable[[], None]:
    def change() -> None:
        own_dossier.change(how, of)

    return change


def _changes(entry: Entry, at: int, last: int, of: str) -> None:
    """Move, reword, remove."""

    key = entry.key
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Monter",
            icon=":material/arrow_upward:",
            key=f"kept-up-{key}",
            disabled=at == 0,
            on_click=_changing(lambda dossier: dossier.moved(key, -1), of),
        )
        st.button(
            "Descendre",
            icon=":material/arrow_downward:",
            key=f"kept-down-{key}",
            disabled=at == last,
            on_click=_changing(lambda dossier: dossier.moved(key, 1), of),
        )
        words = st.popover("Titre et notes", icon=":material/edit:", key=f"kept-words-{key}", on_change="rerun")
        if words.open:
            with words:
                _words(entry, of)
        st.button(
            "Retirer",
            icon=":material/delete:",
            key=f"kept-out-{key}",
            on_click=_changing(lambda dossier: dossier.without(key), of),
        )


def _words(entry: Entry, of: str) -> None:
    for name, label in _WORDS.items():
        key = f"kept-{name}-{entry.key}"
        _set_where_other(key, getattr(entry, name))

        def changed(name: str = name, key: str = key) -> None:
            text = st.session_state[key].strip()
            own_dossier.change(lambda dossier: dossier.reworded(entry.key, **{name: text}), of)

        if name == "title":
            st.text_input(label, key=key, max_chars=LONGEST_TITLE, on_change=changed)
        else:
            st.text_area(label, key=key, max_chars=LONGEST_TEXT, height=100, on_change=changed)
    _minutes(entry, of)


def _minutes(entry: Entry, of: str) -> None:
    """How long the view is planned to stay in the room; the facilitator's window counts against it."""
    key = f"kept-minutes-{entry.key}"
    if (st.session_state.get(key) or 0) != entry.minutes:
        st.session_state[key] = entry.minutes or None

    def changed() -> None:
        own_dossier.change(lambda dossier: dossier.planned(entry.key, st.session_state[key] or 0), of)

    st.session_state.setdefault(key, None)
    st.number_input(
        "Minutes prévues en séance",
        min_value=1,
        max_value=MOST_MINUTES,
        step=1,
        placeholder="Non prévues",
        key=key,
        on_change=changed,
    )


def _set_where_other(key: str, text: str) -> None:
    """Set a field only where the dossier says another text: an older answer must not take away what is typed since."""
    if str(st.session_state.get(key) or "").strip() != text.strip():
        st.session_state[key] = text


def _link(entry: Entry) -> str:
    """To the page that shows the view, in its state."""
    return entry.reading(assemble.known()).selection.url(views.page_of(entry.view).address or ".")


def _keep_and_send(dossier: Dossier, of: str) -> None:
    st.html('<h2 class="er-screen">Garder et transmettre</h2>')
    name = of or own_dossier.name()
    base = frame.base_address()
    is_held = not of and own_dossier.is_held()
    if dossier.entries:
        if not of and not is_held and own_dossier.is_forgotten():
            st.warning(
                "Ce navigateur refuse les cookies : la page rechargée, il ne retrouvera pas ce dossier. En enregistrer "
                "le fichier ou en copier le lien.",
                icon=":material/cookie_off:",
            )
        with st.container(horizontal=True, gap="small"):
            st.download_button(
                "Enregistrer le fichier du dossier",
                icon=":material/save:",
                data=to_file(dossier),
                file_name=names.of_dossier(dossier.title, datetime.date.today(), "json"),
                mime="application/json",
                on_click="ignore",
            )
            if st.button("Commencer un nouveau dossier", icon=":material/note_add:"):
                _go_on_in(store.new_name())
        if is_held:
            st.warning(
                "Ce serveur n’a pas pu garder le dossier : la page rechargée, il sera perdu. "
                "En enregistrer le fichier.",
                icon=":material/save:",
            )
        else:
            st.html(render("dossier_link.html", link=f"{base}dossier?{own_dossier.PARAMETER}={name}", name=name))
    before = st.session_state.get(_BEFORE, "")
    if before and before != own_dossier.name() and store.take(before):
        st.html(render("dossier_before.html", link=f"dossier?{own_dossier.PARAMETER}={before}"))
    turn = st.session_state.setdefault(_OPENED, 0)
    given = st.file_uploader("Ouvrir un dossier enregistré", type="json", max_upload_size=1, key=f"dossier-file-{turn}")
    if given is None:
        return
    try:
        opened = from_file(given.getvalue())
    except DossierRefused as error:
        st.error(str(error), icon=":material/error:")
        return
    DOSSIERS.ask()
    # A new uploader: the old one would open its file again at each run.
    st.session_state[_OPENED] = turn + 1
    name = store.new_name()
    try:
        store.put(name, opened)
    except store.ShelfClosed as error:
        own_dossier.hold(opened, str(error))
        st.query_params.clear()
        st.rerun()
    _go_on_in(name)
