"""The exports of a dossier: made when asked, showing how far they are, then offered for download."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace

import streamlit as st

from dashboard.dossier.assembled import Gathered
from dashboard.exports import names
from dashboard.exports.core import DossierFormat, Unavailable
from dashboard.exports.dossier import DOSSIER_FORMATS
from dashboard.exports.kit import KIT
from dashboard.exports.pdf.sheets import SHEETS
from dashboard.exports.pptx.deck import TemplateRefused
from dashboard.exports.workshop import WORKSHOP
from dashboard.look.formats import decimal
from dashboard.operations import journal, turns
from dashboard.operations.limits import KITS, TooMany
from dashboard.widgets.presence import Presence

_READY = "dossier-ready"
_MEGABYTE = 1_000_000
_LARGEST_TEMPLATE = 20


@dataclass(frozen=True)
class Ready:
    """A file that was made, and what it was made of: a changed dossier makes it old."""

    made_of: str
    name: str
    mime: str
    content: bytes
    seconds: float


def exports(gathered: Gathered) -> None:
    """A button a format; the last file made stays for download until the dossier changes."""
    st.html('<h2 class="er-screen">Exporter tout le dossier</h2>')
    if not gathered.entries:
        return
    template = st.file_uploader(
        "Modèle PowerPoint pour la présentation (facultatif, .pptx)",
        type="pptx",
        max_upload_size=_LARGEST_TEMPLATE,
        key="dossier-template",
    )
    if template:
        gathered = replace(gathered, template=template.getvalue())
    made_of = _signature(gathered)
    asked = None
    with st.container(horizontal=True, gap="small"):
        for one in (*DOSSIER_FORMATS, *SHEETS, KIT):
            reason = one.unavailable()
            if st.button(one.label, key=f"dossier-make-{one.key}", disabled=reason is not None, help=reason):
                asked = one
    if asked:
        _make(asked, gathered, made_of)
    ready = st.session_state.get(_READY)
    if isinstance(ready, Ready) and ready.made_of == made_of:
        size = f"{decimal(len(ready.content) / _MEGABYTE)} Mo"
        st.download_button(
            f"Télécharger {ready.name} ({size})",
            data=ready.content,
            file_name=ready.name,
            mime=ready.mime,
            icon=":material/download:",
            type="primary",
            on_click="ignore",
            key="dossier-download",
        )
    elif ready:
        del st.session_state[_READY]


def _make(one: DossierFormat, gathered: Gathered, made_of: str) -> None:
    st.session_state.pop(_READY, None)
    turns.PAGES.step_aside()
    bar = st.progress(0.0, f"{one.label} : préparation")
    start, visitor = time.monotonic(), Presence()

    def tell(share: float, what: str) -> None:
        visitor.stop_if_gone()
        bar.progress(min(max(share, 0.0), 1.0), f"{one.label} : {what}")

    try:
        KITS.ask()
        with journal.timed("export", format=one.key, whole=True):
            content = WORKSHOP.make(one.key, gathered, tell)
    except (Unavailable, TemplateRefused, TooMany) as error:
        st.error(str(error), icon=":material/error:")
        return
    finally:
        bar.empty()
    name = names.of_dossier(gathered.title, gathered.made_on, one.extension, gathered.data_version, one.apart)
    st.session_state[_READY] = Ready(made_of, name, one.mime, content, time.monotonic() - start)


def _signature(gathered: Gathered) -> str:
    """What a file is made of: the dossier, the data, the link and the day."""
    parts = (gathered.file, gathered.data_version, gathered.permalink, gathered.made_on, gathered.template)
    return hashlib.sha256(repr(parts).encode("utf-8")).hexdigest()
