"""A workspace that is opened again: its base as this version of En regard makes it."""

from __future__ import annotations

from dashboard.workspace import store, worker
from etl.paths import DATA
from etl.plans.refused import Refused


def renew(workspace: str, anew: bool = False) -> Refused | None:
    """Build the base of a workspace again where it is not that of its plan and of this version of En regard; `anew`
    where it cannot be read although it says that it is."""
    if not anew and store.is_built(workspace):
        return None
    refused: Refused | None = worker.run("build_again", DATA, store.place(workspace))
    return refused
