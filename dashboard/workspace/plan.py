"""The plan of a workspace as its page tells it: what was received, what was read of it and what is doubtful."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from dashboard.workspace import store
from etl.csvfiles import read_csv
from etl.plans.folder import DOUBTS


@dataclass(frozen=True)
class OwnPlan:
    """A planner's plan: its territory, its document, the file as received with its shape, and the doubts of its reading
    (where, and why), in their order."""

    territory_id: str
    territory: str
    document_id: str
    title: str
    received: str
    shape: str
    doubts: tuple[tuple[str, str], ...]


def own_plan(name: str) -> OwnPlan:
    """The plan of the workspace of this name.

    Raises:
        FileNotFoundError: it has none.
    """
    folder = store.plan(name)
    told = tomllib.loads((folder / "source.toml").read_text("utf-8"))
    doubts = folder / "doubts.csv"
    return OwnPlan(
        told["territory_id"],
        told["territory"]["name"],
        folder.name,
        told["title"],
        told["received"]["name"],
        told["received"]["shape"],
        tuple((row["place"], row["why"]) for row in read_csv(doubts, DOUBTS)) if doubts.exists() else (),
    )
