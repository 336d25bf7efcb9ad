"""`streamlit run app.py` without a database: build it, showing how far it is, instead of failing."""

from __future__ import annotations

import logging
import subprocess
import sys

import streamlit as st

from dashboard.widgets import ROOT

_LOG = logging.getLogger(__name__)
_STEPS = {
    "Reading the documents": "Lecture des documents",
    "Cutting and coding": "Découpage et codage",
    "Reading the sums": "Lecture des montants",
    "Writing the tables": "Écriture des tables",
    "Checking what must hold": "Vérifications",
}


def build_first() -> bool:
    """Build the database in a process of its own and say its steps; whether it succeeded."""
    with st.status("Première ouverture : la base se construit à partir des documents…", expanded=True) as status:
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
        if process.wait() == 0:
            status.update(label="La base est prête.", state="complete", expanded=False)
            return True
        _LOG.error("The first build failed:\n%s", "\n".join(said))
        status.update(label="La base n’a pas pu être construite.", state="error")
        st.error(
            "La base n’a pas pu être construite : le journal du serveur dit quel fichier corriger. "
            "La commande `python -m etl build` le redit.",
            icon=":material/error:",
        )
        return False
