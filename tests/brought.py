"""A planner's plan, brought as a file: what the tests of the plan folder, of the workspace and of its page share."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

from dashboard.workspace import store
from etl.plans.folder import About, document_id, write_plan
from etl.plans.territory import OwnTerritory
from etl.readers import read

FAUCIGNY = OwnTerritory("CC Faucigny - Glières", "Communauté de communes", ("200000172",))
ABOUT = About("Projet de territoire 2025-2028", "projet de territoire", FAUCIGNY)
HEAD = (
    "Axe", "Objectif", "N°", "Action", "Description", "Pilote", "Partenaires", "Financeurs", "Coût (€ HT)",
    "Calendrier", "État",
)  # fmt: skip
ROWS = (
    (
        "Axe 1 – Se déplacer autrement", "1.1 Rouler moins", 1, "Créer des pistes cyclables entre les bourgs",
        "Vingt kilomètres de voies.",
        "CC Faucigny - Glières", "CAUE", "Région : 240 000 € ; ADEME pressentie", 600000, "2025-2027", "En cours",
    ),
    (
        "Axe 1 – Se déplacer autrement", "1.1 Rouler moins", 2, "Ouvrir une ligne de covoiturage", "", "Communes", "",
        "", "", "dès 2026", "À venir",
    ),
    (
        "Axe 2 – Se soigner", "", 3, "Ouvrir une maison de santé", "", "", "ARS", "Syndicat du Val : 10 000 €", "", "",
        "",
    ),
    ("Axe 2 – Se soigner", "", 4, "Xylographier les quatre glouglous", "", "", "", "", "", "", ""),
)  # fmt: skip
TITLES = [str(row[3]) for row in ROWS]


def workbook(rows: tuple[tuple[object, ...], ...] = ROWS, head: tuple[str, ...] = HEAD) -> bytes:
    """A workbook of actions as a planner has it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Plan d’actions"
    for row in (head, *rows):
        sheet.append(list(row))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def plan_of(workspace: str) -> Path:
    """The folder of the first plan of a workspace."""
    return store.plans(workspace)[0]


def plan_folder(where: Path, content: bytes | None = None, name: str = "plan.xlsx", about: About = ABOUT) -> Path:
    """The plan folder of a file, under `where`."""
    content = content or workbook()
    folder = where / document_id(about)
    write_plan(folder, content, name, read(content, name), about)
    return folder
