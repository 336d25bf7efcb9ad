"""The journal: how long pages, comparisons and files take, and nothing that leads to somebody's plan or dossier."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from benchmarks.visitors import rerun
from dashboard.dossier import store as shelf
from dashboard.operations import journal
from dashboard.seance import register
from dashboard.workspace import bringing, store
from etl import discreet
from tests.brought import ABOUT, workbook
from tests.projected import QUATRE, ask, heard, new_seance, said, socket_to
from tests.served import Served, serving

NAME = "Zz0-_9aBcDeFgHiJkLmNoP"


@dataclass(frozen=True)
class Visited:
    """A server that was visited by secret addresses: what it said, and the names that it must not have said."""

    said: str
    secret: tuple[str, ...]

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.said.splitlines() if line.startswith("{")]


def run_page(served: Served, under: str, page: str, query: str = "") -> None:
    address = f"{served.url.replace('http', 'ws', 1)}{under}/_stcore/stream"
    with (
        suppress(RuntimeError) if page == "dossier" else nullcontext(),  # it tells whose dossier it is
        connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None, ping_interval=None) as session,
    ):
        rerun(session, page, query)


@pytest.fixture(scope="module")
def visited(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visited]:
    """A plan, a dossier and a séance, each opened by its address; one of a plan that is broken."""
    log = tmp_path_factory.mktemp("journal") / "log"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EN_REGARD_WORKSPACES", str(log.parent / "workspaces"))
        patch.setenv("EN_REGARD_DOSSIERS", str(log.parent / "dossiers"))
        plan, broken, dossier = (store.new_name() for _ in range(3))
        assert bringing.make(workbook(), "plan.xlsx", ABOUT, plan) is None
        store.place(broken).mkdir()
        store.base(broken).write_bytes(b"no base")
        shelf.put(dossier, QUATRE)
        with serving(database, log) as served:
            run_page(served, "", "themes", "theme=sante")
            run_page(served, f"/espace/{plan}", "votre-territoire")
            run_page(served, "", "dossier", f"dossier={dossier}")
            for page in ("", "themes", "_stcore/health"):
                ask(f"{served.url}/espace/{plan}/{page}")
            ask(f"{served.url}/espace/{broken}/projection/demarrer?sequence=1-quatre-territoires")
            seance = new_seance(served.url)
            ask(f"{served.url}/projection?seance={seance}")
            ask(f"{served.url}/projection/ecrans?seance={seance}")
            found = register.opened(seance, QUATRE)
            ask(f"{served.url}/salle/{found.code}")
            ask(f"{served.url}/salle/{found.code}/ecran")
            with socket_to(served.url, seance) as window:
                heard(window, "state")
                said(window, do="ping", n=1)
                heard(window, "pong")
            yield Visited(served.said(), (plan, broken, dossier, seance, found.code))


def test_each_page_and_comparison_is_a_line_with_how_long_it_took(visited: Visited) -> None:
    pages = [one for one in visited.lines if one["event"] == "page"]
    assert {"themes", "votre-territoire", "dossier", "projection.projection"} <= {one["page"] for one in pages}
    assert {one["page"] for one in pages if one.get("own")} == {"votre-territoire"}
    assert all(
        0 < one["ms"] < 60_000 and 0 <= one["waited"] < 60_000 and one["end"] == "done"
        for one in pages
        if one["page"] in ("themes", "votre-territoire")
    )
    views = {one["view"] for one in visited.lines if one["event"] == "comparison" and one["ms"] >= 0}
    assert {"themes-en-points", "themes-par-territoire"} & views
    assert not [one for one in pages if one["page"].endswith("screen")], "two hundred phones ask for it"


def test_no_line_of_the_server_bears_a_secret_address_a_filter_or_a_network_address(visited: Visited) -> None:
    assert not [one for one in visited.secret if one in visited.said]
    for part in ("sante", "theme=", "seance=", "dossier=", "/espace/", "/salle/", "WebSocket"):
        assert part not in visited.said, part
    told = [line for line in visited.said.splitlines() if line.startswith("{")]
    assert told and not [line for line in told if "127.0.0.1" in line]


@pytest.fixture
def lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The journal of this process in a file, until the test ends."""
    file, root = tmp_path / "journal", logging.getLogger()
    monkeypatch.setenv("EN_REGARD_LOG", str(file))
    factory, handlers = logging.getLogRecordFactory(), list(root.handlers)
    journal.install()
    journal.install()  # once is enough
    try:
        yield file
    finally:
        logging.setLogRecordFactory(factory)
        for handler in [one for one in root.handlers if one not in handlers]:
            root.removeHandler(handler)
            handler.close()


def test_a_trace_keeps_what_explains_it_without_the_name(lines: Path) -> None:
    try:
        raise FileNotFoundError(f"/srv/workspaces/{NAME}/base.duckdb")
    except FileNotFoundError:
        logging.getLogger("somewhere").exception("lost %s of /salle/ABCD2345 (%s)", NAME, "1a2b3c4d")
    (told,) = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    assert told["event"] == "lost … of /salle/… (1a2b3c4d)" and told["level"] == "error"
    assert "FileNotFoundError: /srv/workspaces/…/base.duckdb" in told["trace"] and "Traceback" in told["trace"]
    assert NAME not in lines.read_text("utf-8")


def test_what_ends_by_an_error_or_is_left_says_so(lines: Path) -> None:
    with pytest.raises(ValueError), journal.timed("page", page="themes"):
        raise ValueError
    with pytest.raises(KeyboardInterrupt), journal.timed("page", page="themes"):
        raise KeyboardInterrupt
    told = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    assert [one["end"] for one in told] == ["failed", "left"]


@pytest.mark.parametrize(
    ("said_", "kept"),
    [
        (f"seance={NAME}&role=x", "seance=…&role=x"),
        (f"dossiers/.{NAME}.17 and {NAME}.json", "dossiers/.….17 and ….json"),
        (f"{NAME}x is longer", f"{NAME}x is longer"),
        ("POST /plans/salle/ABCD-2345/vote", "POST /plans/salle/…/vote"),
        ("/salle?code=ABCD-2345", "/salle?code=…"),
    ],
)
def test_names_are_masked_wherever_they_stand(said_: str, kept: str) -> None:
    assert discreet.masked(said_) == kept
