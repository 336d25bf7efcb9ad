"""The page of documents: their list, or one of them line by line, any line under an address of its own."""

from __future__ import annotations

from functools import partial

import streamlit as st
from markupsafe import Markup

from dashboard import queries
from dashboard.citations import DOCUMENT, LINE, line_url
from dashboard.look.evidence import as_received
from dashboard.page_registry import ACTIONS, DOCUMENTS
from dashboard.search import ask
from dashboard.selection import Selection
from dashboard.widgets import finder, frame
from dashboard.widgets.reader import Reader, documents, reader
from dashboard.widgets.templates import render

_KEY = "line-to-go-to"


def page() -> None:
    """The document of the address, else the list of all."""
    selection, asked = frame.selection(), st.query_params.get(DOCUMENT, "")
    text = reader(asked) if asked else None
    if asked and text is None:
        st.warning(
            "Ce document n’existe pas dans ces données : le lien est peut-être celui d’une autre version. Voici ceux "
            "qui y sont.",
            icon=":material/link_off:",
        )
    if text is None:
        _list(selection)
    else:
        _show(text, selection)


def _list(selection: Selection) -> None:
    address = partial(line_url, selection=selection)
    st.html(render("documents.html", documents=documents(), address=address))


def _show(text: Reader, selection: Selection) -> None:
    document = text.document
    here = _line(document["line_count"])
    st.set_page_config(page_title=f"{document['title']}{f', ligne {here}' if here else ''} · En regard")
    st.html(
        render(
            "document_head.html",
            document=document,
            lines=[str(line) for line in document["masked_lines"]],
            all=selection.but(action="", words="").url(DOCUMENTS.address),
        )
    )
    st.number_input(
        "Aller à la ligne",
        min_value=1,
        max_value=int(document["line_count"]),
        value=None,
        step=1,
        key=_KEY,
        placeholder=f"1 à {document['line_count']}",
        width=200,
        on_change=_go,
    )
    found = finder.lines_of(document["document_id"], selection)
    st.html(
        render(
            "document.html",
            document=document,
            headings=text.headings,
            blocks=text.blocks,
            here=here,
            marked=_marked(text, found),
            as_received=as_received,
            address=lambda line: line_url(document["document_id"], line, selection),
            record=lambda action: selection.but(action=action, words="").url(ACTIONS.address),
            selection=selection,
            version=queries.content_hash()[:8],
        )
    )


def _marked(text: Reader, found: list[ask.Line]) -> dict[int, Markup]:
    """The lines that answer what is searched, with the words that do so marked in what was received."""
    received = {line.number: line.text for line in text.lines}
    marked = {}
    for one in found:
        at = received[one.line].find(one.hit.sentence)
        marked[one.line] = as_received(received[one.line], [(at + start, at + end) for start, end in one.hit.spans])
    return marked


def _line(count: int) -> int | None:
    """The line of the address, if the document has it."""
    asked = st.query_params.get(LINE, "")
    if not asked:
        return None
    if asked.isdecimal() and 1 <= int(asked) <= count:
        return int(asked)
    st.info(
        f"Ce document a {count} lignes : il n’y a pas de ligne `{asked.replace('`', '')[:20]}`.",
        icon=":material/link_off:",
    )
    return None


def _go() -> None:
    if st.session_state[_KEY]:
        st.query_params[LINE] = str(st.session_state[_KEY])
        st.session_state[_KEY] = None
