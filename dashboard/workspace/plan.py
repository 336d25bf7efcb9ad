"""The plans of a workspace as its page tells them: what was received, what was read of it and what is doubtful."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from dashboard.workspace import store
from etl.csvfiles import read_csv
from etl.plans.folder import DOUBTS


@dataclass(frozen=True)
class OwnPlan:
    """A planner's plan: its workspace and its folder, its territory, its document, the file as received with its shape,
    and the doubts of its reading (where, and why), in their order."""

    workspace: str
    folder: Path
    territory_id: str
    territory: str
    document_id: str
    title: str
    received: str
    shape: str
    doubts: tuple[tuple[str, str], ...]


def own_plans(name: str) -> list[OwnPlan]:
    """The plans of the workspace of this name, by their folders' names; none where it has lists of grants alone."""
    return [_told(name, folder) for folder in store.plans(name)]


def _told(name: str, folder: Path) -> OwnPlan:
    told = tomllib.loads((folder / "source.toml").read_text("utf-8"))
    doubts = folder / "doubts.csv"
    return OwnPlan(
        name,
        folder,
        told["territory_id"],
        told["territory"]["name"],
        folder.name,
        told["title"],
        told["received"]["name"],
        told["received"]["shape"],
        tuple((row["place"], row["why"]) for row in read_csv(doubts, DOUBTS)) if doubts.exists() else (),
    )
