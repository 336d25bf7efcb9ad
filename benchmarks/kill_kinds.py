"""The kinds of work that `benchmarks.kills` kills: how each is begun, what its readers must find, what it may leave."""

from __future__ import annotations

import csv
import io
import os
import shutil
import time
from pathlib import Path

from benchmarks import killed
from dashboard import queries
from dashboard.dossier import store as shelf
from dashboard.dossier.model import Dossier, Entry
from dashboard.seance import register, votes
from dashboard.workspace import renewing
from dashboard.workspace import store as workspaces
from etl.grants.together import forget_killed
from etl.load import build
from etl.paths import DATA
from etl.plans.bring import bring


class Kind:
    """A kind of work. `seconds`: within how many it is killed."""

    what: str
    seconds: float

    def arguments(self, at: int) -> tuple[str, ...]:
        """What `benchmarks.killed` is begun with, this time."""
        raise NotImplementedError

    def ask(self) -> str:
        """What a reader finds wrong; nothing where all is right."""
        raise NotImplementedError

    def after(self, said: list[str]) -> list[str]:
        """What is wrong of what the work had said was done when it was killed."""
        return []

    def left(self) -> list[Path]:
        """Files and folders that are nobody's."""
        raise NotImplementedError

    def mend(self) -> None:
        """The next work of the kind, which nobody kills."""
        raise NotImplementedError

    def lost(self) -> list[str]:
        """What is wrong at the end."""
        fault = self.ask()
        return [fault] if fault else []


class Base(Kind):
    """Builds that alternate between two sets of sources."""

    what = "build of the base"

    def __init__(self, where: Path) -> None:
        self._data, self._base = (where / "one", where / "other"), where / "base" / "base.duckdb"
        for data in self._data:
            _copied(data)
        with (self._data[1] / "codebook" / "acronyms.csv").open("a", encoding="utf-8") as rows:
            rows.write("ZZZ,Essai sans effet\n")
        started = time.perf_counter()
        self._known = {build(data, self._base) for data in self._data}
        self.seconds = 1.1 * (time.perf_counter() - started) / 2

    def arguments(self, at: int) -> tuple[str, ...]:
        return "command", "build", "--data", str(self._data[at % 2]), "--database", str(self._base)

    def ask(self) -> str:
        with queries.reading(self._base):
            content, actions = queries.content_hash(), int(queries.territories()["actions"].sum())
        return "" if content in self._known and actions else f"content {content[:12]} with {actions} actions"

    def left(self) -> list[Path]:
        return [path for path in self._base.parent.iterdir() if path != self._base]

    def mend(self) -> None:
        build(self._data[0], self._base)


class Grants(Kind):
    """Two lists that are loaded together; once they are, they are let go of, as by hand."""

    what = "loading of two lists of grants"

    def __init__(self, where: Path) -> None:
        self._data, self._base = where / "data", where / "base" / "base.duckdb"
        _copied(self._data)
        self._into = self._data / "grants" / "loaded"
        self._files = []
        for at, name in enumerate(("une-2024", "autre-2023")):
            self._files.append(str(where / f"{name}.csv"))
            Path(self._files[-1]).write_bytes(_list(at))
        started = time.perf_counter()
        build(self._data, self._base)
        self.seconds = 1.5 * (time.perf_counter() - started)
        self._shipped = self._sources()

    def arguments(self, at: int) -> tuple[str, ...]:
        return "command", "grants", *self._files, "--data", str(self._data), "--database", str(self._base)

    def _sources(self) -> int:
        with queries.reading(self._base):
            return len(queries.table("grant_source"))

    def ask(self) -> str:
        found = self._sources() - self._shipped
        return "" if found in (0, len(self._files)) else f"{found} of {len(self._files)} lists are in the base"

    def after(self, said: list[str]) -> list[str]:
        forget_killed(self._into)
        kept = [path for path in self._into.glob("[!.]*") if path.is_dir()]
        for path in kept:
            shutil.rmtree(path)
        return [] if len(kept) in (0, len(self._files)) else [f"{len(kept)} of {len(self._files)} lists are kept"]

    def left(self) -> list[Path]:
        beside = [path for path in self._base.parent.iterdir() if path != self._base]
        return [*beside, *(self._into.iterdir() if self._into.is_dir() else ())]

    def mend(self) -> None:
        forget_killed(self._into)
        build(self._data, self._base)


class Workspace(Kind):
    """Workspaces that are made of a file, and one whose base is built again."""

    what = "making or build of a workspace"

    def __init__(self, where: Path) -> None:
        os.environ["EN_REGARD_WORKSPACES"] = str(where / "workspaces")
        self._kept = workspaces.new_name()
        place = workspaces.place(self._kept)
        place.mkdir(parents=True)
        bring(killed.plan(), "plan.xlsx", killed.ABOUT, DATA, place)
        started = time.perf_counter()
        renewing.renew(self._kept, anew=True)
        self.seconds = 3 * (time.perf_counter() - started)
        self._done: set[str] = set()

    def arguments(self, at: int) -> tuple[str, ...]:
        return "workspace", self._kept

    def ask(self) -> str:
        for path in workspaces.folder().iterdir():
            if workspaces.exists(path.name) and (fault := self._of(path.name)):
                return fault
        return self._of(self._kept)

    def _of(self, name: str) -> str:
        plan = workspaces.plan(name).name
        if not workspaces.base(name).exists():
            return ""  # made as it is opened
        with queries.reading(workspaces.base(name)):
            held = int((queries.table("action")["document_id"] == plan).sum())
        return "" if held == killed.ACTIONS else f"a workspace with {held} actions"

    def after(self, said: list[str]) -> list[str]:
        done = {one.removeprefix("done ") for one in said if one.startswith("done ")}
        self._done |= done
        return [f"{name} was made and is gone" for name in done if not workspaces.exists(name)]

    def left(self) -> list[Path]:
        found: list[Path] = []
        for path in workspaces.folder().iterdir():
            if not workspaces.exists(path.name):
                found.append(path)
            else:
                found += [one for one in path.iterdir() if one.name not in ("plans", "base.duckdb", "opened")]
        return found

    def mend(self) -> None:
        renewing.renew(self._kept, anew=True)
        workspaces.tidy()

    def lost(self) -> list[str]:
        gone = [f"{name} is gone" for name in self._done if not workspaces.exists(name)]
        for path in workspaces.folder().iterdir():
            if (refused := renewing.renew(path.name)) is not None:
                gone.append(refused.said)
        return [*gone, *super().lost()]


class Written(Kind):
    """A dossier that is changed without end."""

    what, seconds = "change of a dossier", 0.5

    def __init__(self, where: Path) -> None:
        os.environ["EN_REGARD_DOSSIERS"] = str(where / "dossiers")
        self._name = shelf.new_name()
        shelf.put(self._name, Dossier("0"))

    def arguments(self, at: int) -> tuple[str, ...]:
        return "dossier", self._name

    def ask(self) -> str:
        found = shelf.take(self._name)
        if found is None:
            return "the dossier is gone"
        titles = {found.title, *(entry.title for entry in found.entries)}
        return "" if len(titles) == 1 else f"a dossier of {sorted(titles)}"

    def after(self, said: list[str]) -> list[str]:
        last = max([int(one.split()[1]) for one in said if one.startswith("done ")], default=0)
        found = shelf.take(self._name)
        return [] if found and int(found.title) >= last else [f"change {last} was kept and is gone"]

    def left(self) -> list[Path]:
        own = (f"{self._name}.json", ".lock")
        return [path for path in shelf.folder().iterdir() if path.name not in own]

    def mend(self) -> None:
        new = shelf.new_name()
        shelf.put(new, Dossier("Un autre"))
        shelf.remove(new)


class Seance(Kind):
    """A séance in which something is noted, voted and shown without end."""

    what, seconds = "writing of a séance", 1.0

    def __init__(self, where: Path) -> None:
        os.environ["EN_REGARD_DOSSIERS"] = str(where / "dossiers")
        self._name = register.begin(Dossier("Atelier", (Entry("echeances", {}, key="un"),))).name
        self._ballot = votes.put_to_the_room(self._name, "un", "", 4, killed.ITEMS).id
        register.MOST_ENTRIES = 1_000_000

    def arguments(self, at: int) -> tuple[str, ...]:
        if len(register.entries(self._name)) > 1_000:
            # A séance takes so many entries: the next goes on in another.
            self.__init__(shelf.folder().parent)  # type: ignore[misc]
        return "seance", self._name

    def ask(self) -> str:
        name, ballot = self._name, self._ballot
        found = votes.tally(ballot)
        if found.of("a") != found.of("b"):
            return f"half a vote: {found}"
        state = register.take(name)
        said = [int(one.text) for one in register.entries(name)]
        if said != list(range(1, len(said) + 1)) or state is None or int(state.state or 0) > len(said):
            return "what was said is not as it was"
        return ""

    def after(self, said: list[str]) -> list[str]:
        last = max([int(one.split()[1]) for one in said if one.startswith("done ")], default=0)
        entries, state = register.entries(self._name), register.take(self._name)
        is_kept = len(entries) >= last and state is not None and int(state.state or 0) >= last
        return [] if is_kept else [f"what was said was kept is gone: {last}"]

    def left(self) -> list[Path]:
        own = ("seances.sqlite", "seances.sqlite-wal", "seances.sqlite-shm", ".lock")
        return [path for path in shelf.folder().iterdir() if path.name not in own and path.suffix != ".json"]

    def mend(self) -> None:
        register.say(self._name, "après", "un", "remarque", str(len(register.entries(self._name)) + 1))


def _copied(data: Path) -> None:
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("*.duckdb*", "loaded"))


def _list(at: int) -> bytes:
    """A list of two thousand grants, as the State writes them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(
        ["exercice", "dispositif", "programme", "beneficiaire_type", "beneficiaire_siren", "beneficiaire_dep",
         "beneficiaire_nom", "beneficiaire_code_insee", "intitule", "cout_ht", "subvention", "taux"]
    )  # fmt: skip
    for row in range(2_000):
        writer.writerow(
            [2024 - at, "DETR", "119", "commune", "214600017", "046", "Albas", "46001", f"Réfection de l’école {row}",
             f"{107_600 + row},0", f"{32_280 + row},0", "0,3"]
        )  # fmt: skip
    return text.getvalue().encode()


KINDS = {"base": Base, "workspace": Workspace, "dossier": Written, "seance": Seance, "grants": Grants}
