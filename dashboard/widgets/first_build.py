"""`streamlit run app.py` without a database: build it, showing how far it is, instead of failing."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from pathlib import Path

import streamlit as st

from dashboard import queries
from dashboard.operations import turns
from dashboard.widgets import ROOT
from etl.paths import database_path

_LOG = logging.getLogger(__name__)
_STEPS = {
    "Reading the documents": "Lecture des documents",
    "Cutting and coding": "Découpage et codage",
    "Reading the sums": "Lecture des montants",
    "Writing the tables": "Écriture des tables",
    "Checking what must hold": "Vérifications",
}


# What `python -m etl build` ends with while another is under way, and where the disk refuses.
_UNDER_WAY, _DISK = 3, 4
_LOOK_SECONDS = 0.5


def build_first() -> bool:
    """Build the database in a process of its own and say its steps, or wait for one that is being built; whether there
    is one now."""
    path = database_path()
    said = "la base ne se lit pas, elle est refaite" if path.exists() else "première ouverture, la base se construit"
    turns.PAGES.step_aside()
    with st.status(f"{said[:1].upper()}{said[1:]} à partir des documents…", expanded=True) as status:
        while (ended := _build()) == _UNDER_WAY:
            # Another visitor came first, or somebody builds from a terminal.
            time.sleep(_LOOK_SECONDS)
            if _is_there():
                ended = 0
                break
        if ended == 0:
            status.update(label="La base est prête.", state="complete", expanded=False)
            return True
        status.update(label="La base n’a pas pu être construite.", state="error")
        st.error(_remedy(ended, path), icon=":material/error:")
        return False


def _build() -> int:
    process = subprocess.Popen(
        [sys.executable, "-m", "etl", "build"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    said: list[str] = []
    for line in process.stdout or ():
        said.append(line.rstrip())
        for english, french in _STEPS.items():
            if line.startswith(english):
                st.write(french + line.removeprefix(english).rstrip().replace(" and coding", ""))
    ended = process.wait()
    if ended not in (0, _UNDER_WAY):
        _LOG.error("The first build failed:\n%s", "\n".join(said))
    return ended


def _is_there() -> bool:
    try:
        queries.content_hash()
    except queries.DatabaseMissing:
        return False
    return True


def _remedy(ended: int, path: Path) -> str:
    if ended == _DISK:
        return (
            f"Le serveur ne peut pas écrire la base dans `{path.parent}` : le disque est plein, ou le dossier est en "
            "lecture seule. Y faire de la place ou le rendre accessible, puis recharger cette page : elle construira "
            "la base."
        )
    return (
        "La base n’a pas pu être construite : le journal du serveur dit quel fichier corriger. "
        "La commande `python -m etl build` le redit. Recharger ensuite cette page."
    )
