"""From a planner's file to a base of its own: what a page and a terminal do alike, with every error as French words."""

from __future__ import annotations

import logging
import shutil
import tempfile
import uuid
from contextlib import ExitStack, suppress
from pathlib import Path

from etl import sources, whole
from etl.errors import BuildError, DiskRefused, SourceError, UnderWay
from etl.grants.bring import Brought, bring_list
from etl.grants.kept import GRANTS, lists_of
from etl.grants.model import GrantsRefused
from etl.grants.packed import bring_packed, check_room
from etl.grants.tables import offered as grant_tables
from etl.load import build, one_at_a_time
from etl.paths import DATA
from etl.plans.folder import About, document_id, write_plan
from etl.plans.packed import MOST_PLANS, NotAPlan, is_room_for, opened, plans_of
from etl.plans.refused import UNDER_WAY, UNKEPT, Refused
from etl.readers import PlanRead, PlanRefused, read
from etl.readers.tables.named_columns import Naming, OfferedTable, offered, read_named

_LOG = logging.getLogger(__name__)
_BASE = "base.duckdb"
_FULL = (
    f"Cet espace ne tient pas ce plan de plus ({MOST_PLANS} plans au plus, et 60 Mo en tout) : en retirer un, ou "
    "apporter celui-ci dans un autre espace."
)
_SAME_NAME = (
    "Un territoire comparé porte déjà ce nom : en donner un autre au vôtre. Deux documents d’un même territoire se "
    "comparent sous deux noms, dont l’un dit lequel, comme « … (plan climat) »."
)


def prepare() -> None:
    """Code the shipped plans now, so that the base of the next file is built the sooner."""
    try:
        sources.prepare(DATA)
    except SourceError:
        _LOG.exception("the shipped plans cannot be built")


def read_plan(content: bytes, name: str) -> PlanRead | Refused:
    """What a file holds, or why it cannot be read."""
    try:
        return read(content, name)
    except PlanRefused as error:
        return Refused(str(error))
    except MemoryError:
        return Refused("Ce fichier demande trop de mémoire : n’en garder que le plan.")
    except Exception:
        return unforeseen("a file could not be read")


def read_table(content: bytes, name: str, naming: Naming) -> PlanRead | Refused:
    """What a table holds whose columns a planner named, or why it cannot be read."""
    try:
        return read_named(content, name, naming)
    except PlanRefused as error:
        return Refused(str(error))
    except Exception:
        return unforeseen("a table could not be read")


def offer_tables(content: bytes, name: str) -> tuple[OfferedTable, ...]:
    """The tables of a file whose columns can be named."""
    try:
        return offered(content, name)
    except Exception:
        _LOG.exception("tables could not be offered")
        return ()


def bring(
    content: bytes, name: str, about: About, data: Path, place: Path, naming: Naming | None = None
) -> Refused | None:
    """Make the plan folder of a file, under `place`/plans, beside those that are there, and `place`/base.duckdb of them
    and of `data`.

    What stood there before is left as it is where anything goes wrong.
    """
    found = read_table(content, name, naming) if naming else read_plan(content, name)
    if isinstance(found, Refused):
        return found
    beside: Path | None = None
    try:
        with one_at_a_time(place / _BASE):
            there = plans_of(place)
            beside = Path(tempfile.mkdtemp(dir=place, prefix=".bringing-"))
            folder = beside / document_id(about)
            write_plan(folder, content, name, found, about)
            if there and not is_room_for([*there, folder]):
                return Refused(_FULL)
            build(data, beside / _BASE, plans=[*there, folder], grants=lists_of(place / GRANTS))
            # The base last: a plan without it has it built as it is opened, a base without its plan would be half of
            # both.
            (place / "plans").mkdir(exist_ok=True)
            with ExitStack() as back:
                back.callback(whole.remove, whole.put(folder, place / "plans" / folder.name))
                whole.put(beside / _BASE, place / _BASE)
                back.pop_all()
    except PlanRefused as error:
        return Refused(str(error))
    except SourceError as error:
        if "already" in error.message:
            return Refused(_SAME_NAME)
        return unforeseen("a plan could not be built")
    except (BuildError, OSError) as error:
        return _why(error, "a plan could not be built")
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)
    return None


def drop_plan(name: str, data: Path, place: Path) -> Refused | None:
    """Let go of a plan, by the name of its folder, and build the base without it."""
    folder = next((one for one in plans_of(place) if one.name == name), None)
    if folder is None:
        return Refused("Ce plan n’est plus là : recharger la page.")
    try:
        whole.remove(folder)
    except OSError as error:
        return _why(error, "a plan could not be let go of")
    return build_again(data, place)


def _why(error: SourceError | BuildError | OSError, what: str, unkept: str = UNKEPT) -> Refused:
    """Why something could not be built, for the visitor; what an administrator needs is logged."""
    if isinstance(error, UnderWay):
        return Refused(UNDER_WAY)
    if isinstance(error, (DiskRefused, OSError)):
        _LOG.exception("the disk refuses what a visitor keeps")
        return Refused(unkept)
    return unforeseen(what)


def build_again(data: Path, place: Path) -> Refused | None:
    """Build the base of the plan folders that are kept, as after a new version of En regard or a decision."""
    try:
        build(data, place / _BASE, plans=plans_of(place), grants=lists_of(place / GRANTS))
    except (SourceError, BuildError, OSError) as error:
        return _why(error, "a kept plan could not be built")
    return None


def open_packed(content: bytes, data: Path, place: Path) -> Refused | None:
    """Keep at a place, where nothing is yet, what a ZIP holds: plans, lists of grants, or both; and build its base."""
    try:
        packed = opened(content)
        for plan in packed.plans:
            plan.write(place / "plans")
        for one in packed.lists:
            bring_packed(one, place / GRANTS, sources.codebook_of(data).rules)
    except (NotAPlan, GrantsRefused) as error:
        return Refused(str(error))
    except (SourceError, OSError) as error:
        return _why(error, "a packed plan could not be kept")
    return build_again(data, place)


def bring_grants(content: bytes, name: str, data: Path, place: Path, naming: Naming | None = None) -> Brought | Refused:
    """Keep a list of grants in a workspace, beside a plan or alone, and build its base with it; nothing of it stays
    where anything goes wrong."""
    folder: Path | None = None
    try:
        found = bring_list(content, name, place / GRANTS, sources.codebook_of(data).rules, naming)
        folder = found.folder
        check_room(lists_of(place / GRANTS))
        build(data, place / _BASE, plans=plans_of(place), grants=lists_of(place / GRANTS))
        folder = None
        return found
    except GrantsRefused as error:
        return Refused(str(error))
    except (SourceError, BuildError, OSError) as error:
        return _why(error, "a list of grants could not be built", UNKEPT.replace("votre plan", "cette liste"))
    finally:
        if folder is not None:
            with suppress(OSError):
                whole.remove(folder)


def drop_grants(source_id: str, data: Path, place: Path) -> Refused | None:
    """Let go of a list that was kept beside a plan, and build its base without it."""
    folder = next((one for one in lists_of(place / GRANTS) if one.name == source_id), None)
    if folder is None:
        return Refused("Cette liste n’est plus là : recharger la page.")
    try:
        whole.remove(folder)
    except OSError as error:
        return _why(error, "a list of grants could not be let go of")
    return build_again(data, place)


def offer_grants(content: bytes, name: str) -> tuple[OfferedTable, ...]:
    """The tables of a file of grants whose columns can be named."""
    try:
        return grant_tables(content, name)
    except Exception:
        _LOG.exception("tables of grants could not be offered")
        return ()


def unforeseen(what: str) -> Refused:
    """What nobody thought of: a reference for the visitor, the trace in the log."""
    reference = uuid.uuid4().hex[:8]
    _LOG.exception("%s (%s)", what, reference)
    return Refused(
        f"Ce fichier n’a pas pu être compris jusqu’au bout. Référence à donner pour le retrouver dans le journal du "
        f"serveur : {reference}."
    )
