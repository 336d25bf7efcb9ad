"""From a file to a workspace: read, make, open again; the work is done beside the server."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.operations.limits import PLANS, TooMany
from dashboard.workspace import cutting, store, worker
from dashboard.workspace.plan import OwnPlan
from etl.france import KINDS, France, Member
from etl.grants.bring import Brought
from etl.grants.layouts import FIELDS as GRANT_FIELDS
from etl.grants.layouts import guessed as guessed_grants
from etl.grants.layouts import guessed_payers
from etl.paths import DATA
from etl.plans.folder import About, document_id
from etl.plans.packed import MOST_PLANS
from etl.plans.personal import contacts
from etl.plans.refused import UNKEPT, Refused
from etl.plans.territory import OwnTerritory
from etl.readers import PlanRead
from etl.readers.tables.named_columns import FIELDS, Naming, OfferedTable, guessed, guessed_head

__all__ = [
    "FIELDS", "GRANT_FIELDS", "MOST_PLANS", "About", "Brought", "Member", "Naming", "OfferedTable", "OwnTerritory",
    "PlanRead", "Refused", "add", "begin_with_grants", "contacts", "document_id", "drop_grants", "drop_plan", "france",
    "guessed", "guessed_grants", "guessed_head", "guessed_payers", "kind_of", "load_grants", "make", "offer_grants",
    "offer_tables", "open_packed", "read_file", "read_table",
]  # fmt: skip


_LOG = logging.getLogger(__name__)


@cache
def france() -> France:
    """Every commune and intercommunality of France."""
    return France(DATA / "reference" / "france")


def _too_many() -> Refused | None:
    """Whether more plans are brought than planners would; else this one is counted."""
    try:
        PLANS.ask()
    except TooMany as error:
        return Refused(str(error))
    return None


def read_file(content: bytes, name: str) -> PlanRead | Refused:
    """What a file holds, or why it cannot be read."""
    found: PlanRead | Refused = worker.run("read_plan", content, name)
    return found


def offer_tables(content: bytes, name: str) -> tuple[OfferedTable, ...]:
    """The tables of a file whose columns can be named."""
    found: tuple[OfferedTable, ...] | Refused = worker.run("offer_tables", content, name)
    return () if isinstance(found, Refused) else found


def read_table(content: bytes, name: str, naming: Naming) -> PlanRead | Refused:
    """What a table holds whose columns were named, or why it cannot be read."""
    found: PlanRead | Refused = worker.run("read_table", content, name, naming)
    return found


def make(content: bytes, name: str, about: About, workspace: str, naming: Naming | None = None) -> Refused | None:
    """Make a workspace of this name of a file; nothing of it stays where that fails."""
    refused: Refused | None = _begin(
        workspace, lambda place: worker.run("bring", content, name, about, DATA, place, naming)
    )
    return refused


def add(content: bytes, name: str, about: About, workspace: str, naming: Naming | None = None) -> Refused | None:
    """Bring one plan more to a workspace; what it held is as it was where that fails."""
    if too_many := _too_many():
        return too_many
    refused: Refused | None = worker.run("bring", content, name, about, DATA, store.place(workspace), naming)
    return refused


def drop_plan(plan: OwnPlan) -> Refused | None:
    """Let go of a plan of a workspace."""
    refused: Refused | None = worker.run("drop_plan", plan.document_id, DATA, store.place(plan.workspace))
    if refused is None:
        cutting.forget(plan.folder)
    return refused


def open_packed(content: bytes, workspace: str) -> Refused | None:
    """Make a workspace of this name of the ZIP of another; nothing of it stays where that fails."""
    refused: Refused | None = _begin(workspace, lambda place: worker.run("open_packed", content, DATA, place))
    return refused


def begin_with_grants(content: bytes, name: str, workspace: str, naming: Naming | None = None) -> Brought | Refused:
    """Make a workspace of this name of the shipped documents and a list of grants, without a plan; nothing of it stays
    where that fails."""
    found: Brought | Refused = _begin(
        workspace, lambda place: worker.run("bring_grants", content, name, DATA, place, naming)
    )
    return found


def _begin(workspace: str, making: Callable[[Path], Any]) -> Any:
    """What making a workspace at its place gives; where that is `Refused`, nothing of it stays."""
    if too_many := _too_many():
        return too_many
    store.tidy()
    place = store.place(workspace)
    try:
        place.mkdir(parents=True)
    except OSError:
        _LOG.exception("the disk refuses a plan")
        return Refused(UNKEPT)
    made = making(place)
    if isinstance(made, Refused):
        store.delete(workspace)
    return made


def load_grants(content: bytes, name: str, workspace: str, naming: Naming | None = None) -> Brought | Refused:
    """Keep a list of grants in a workspace, and build its base with it; nothing of it stays where that fails."""
    found: Brought | Refused = too_many if (too_many := _too_many()) else worker.run(
        "bring_grants", content, name, DATA, store.place(workspace), naming
    )  # fmt: skip
    return found


def drop_grants(source_id: str, workspace: str) -> Refused | None:
    """Let go of a list of grants of a workspace."""
    refused: Refused | None = worker.run("drop_grants", source_id, DATA, store.place(workspace))
    return refused


def offer_grants(content: bytes, name: str) -> tuple[OfferedTable, ...]:
    """The tables of a file of grants whose columns can be named."""
    found: tuple[OfferedTable, ...] | Refused = worker.run("offer_grants", content, name)
    return () if isinstance(found, Refused) else found


def kind_of(member: Member) -> str:
    """What a commune or an intercommunality is, with its capital: « Communauté de communes »."""
    said = KINDS.get(member.kind, member.kind)
    return said[:1].upper() + said[1:]
