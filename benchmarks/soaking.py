"""The visitors of `benchmarks.soak`: what each kind does from coming to leaving."""

from __future__ import annotations

import json
import threading
import urllib.parse
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from urllib.parse import urlsplit

from websockets.sync.client import connect

from benchmarks import killed
from benchmarks.browsing import Browsing, asked
from benchmarks.crowd import selections
from dashboard.dossier import browsers
from dashboard.dossier import store as shelf
from dashboard.dossier.model import Dossier, Entry
from dashboard.page_registry import PAGES
from dashboard.seance import register, votes
from dashboard.workspace import store as workspaces

_PHONES, _DOTS = 12, 3
# What an answer is looked at for, in seconds.
_LOOKED_AT = 1.0
_VIEWS = ("echeances", "face-a-face", "contours")
# The formats of a dossier: those that take long are seldom asked for.
_MADE = (
    "Classeur Excel", "Présentation PowerPoint", "Rapport PDF", "Document Word", "Page web autonome", "Kit complet",
)  # fmt: skip


class Soak:
    """A soak that is under way: the server's port, whether it is over, and what came of each kind of visitor."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.over = threading.Event()
        self.counted: dict[str, tuple[int, list[str]]] = {}
        self._counting = threading.Lock()

    def count(self, kind: str, fault: str = "") -> None:
        with self._counting:
            done, faults = self.counted.get(kind, (0, []))
            self.counted[kind] = (done + (not fault), [*faults, fault] if fault else faults)

    def looks(self, seconds: float = _LOOKED_AT) -> bool:
        """Let the visitor look at what is shown; whether there is time for more."""
        return not self.over.wait(seconds)


def reader(soak: Soak, at: int) -> None:
    """A dozen filters on a page, then another visitor comes."""
    pages = [page.address for page in PAGES.values() if page.has_filters]
    page = pages[at % len(pages)]
    with Browsing(soak.port) as visitor:
        for selection in islice(selections(at), 12):
            visitor.open(page, urlsplit(selection.url(page)).query)
            _expect(visitor)
            if not soak.looks():
                return


def exporter(soak: Soak, at: int) -> None:
    """Every format of the first view of a page."""
    pages = ("themes", "", "dispositifs", "financements", "calendrier")
    with Browsing(soak.port) as visitor:
        visitor.open(pages[at % len(pages)])
        _expect(visitor)
        seen = set()
        for kind, element in list(visitor.elements):
            if kind == "download_button" and element.label not in seen and not element.disabled:
                seen.add(element.label)
                if not visitor.download(element):
                    raise RuntimeError(f"« {element.label} » is empty")
                if not soak.looks(0.2):
                    return


def author(soak: Soak, at: int) -> None:
    """A dossier that is exported in one format; every third author goes away in the middle of it."""
    name = shelf.new_name()
    shelf.put(name, Dossier("Pour tenir", tuple(Entry(view, {}, key=view) for view in _VIEWS)))
    try:
        with Browsing(soak.port, cookie=f"{browsers.COOKIE}={name}") as visitor:
            visitor.open("dossier")
            _expect(visitor)
            if at % 3 == 2:
                visitor.begin("Kit complet")
                soak.looks(1.5)
                return
            visitor.click(_MADE[at % len(_MADE)])
            _expect(visitor)
            visitor.download(visitor.find("download_button", "Télécharger"))
    finally:
        shelf.remove(name)
        soak.looks()


def planner(soak: Soak, at: int) -> None:
    """A plan that is brought, compared, looked at, exported and deleted."""
    before = {path.name for path in workspaces.folder().glob("*")}
    with Browsing(soak.port) as visitor:
        visitor.open("votre-territoire")
        visitor.upload("Le fichier", "plan.xlsx", killed.plan())
        visitor.type("Nom d", f"Pays de l’essai {at}")
        visitor.check("Comparer sous")
        visitor.click("Comparer")
        _expect(visitor)
    (name,) = {path.name for path in workspaces.folder().glob("*")} - before
    with Browsing(soak.port, workspace=name) as visitor:
        for page in ("", "themes", "votre-territoire"):
            visitor.open(page)
            _expect(visitor)
            soak.looks()
    workspaces.delete(name)
    # Planners are few: a server makes sixty plans in ten minutes.
    soak.looks(8)


def room(soak: Soak, at: int) -> None:
    """A séance: its two windows, phones that follow and vote, remarks, its end."""
    origin = f"http://127.0.0.1:{soak.port}"
    form = urllib.parse.urlencode({"sequence": "1-quatre-territoires"}).encode()
    with urllib.request.urlopen(f"{origin}/projection/demarrer", form, timeout=60) as answer:
        name = urllib.parse.parse_qs(urlsplit(answer.url).query)["seance"][0]
    seance = register.take(name)
    if seance is None:
        raise RuntimeError("the séance is not on disk")
    thread = f"ws://127.0.0.1:{soak.port}/projection/fil?seance={name}"
    try:
        with connect(f"{thread}&role=presentateur", origin=origin) as desk, connect(thread, origin=origin) as screen:  # type: ignore[arg-type]
            steps = [entry.key for entry in (shelf.take(name) or Dossier()).entries]
            items = [{"id": f"i{one}", "label": f"Action {one}", "territory_id": ""} for one in range(8)]
            desk.send(json.dumps({"do": "ballot", "act": "open", "step": steps[0], "question": "", "dots": _DOTS,
                                  "items": items, "n": 1}))  # fmt: skip
            for number, step in enumerate(steps, 2):
                desk.send(json.dumps({"do": "set", "to": {"step": step}, "n": number}))
                _heard(screen, step)
                if not soak.looks(0.5):
                    return
            ballot = votes.ballots(name)[-1].id
            with ThreadPoolExecutor(_PHONES) as phones:
                for one in [phones.submit(_phone, origin, seance.code, ballot, at) for at in range(_PHONES)]:
                    one.result()
            if (voters := votes.tally(ballot).voters) != _PHONES:
                raise RuntimeError(f"{voters} of {_PHONES} votes are on disk")
            soak.looks()
    finally:
        register.end(name)
        register.delete(name)
    soak.looks(4)


def _heard(screen: object, step: str) -> None:
    while True:
        told = json.loads(screen.recv(timeout=60))  # type: ignore[attr-defined]
        if told["say"] == "state" and told["state"]["step"] == step:
            return


def _phone(origin: str, code: str, ballot: int, at: int) -> None:
    page = f"{origin}/salle/{code}"
    _, cookie = asked(page)
    asked(f"{page}/ecran", cookie=cookie)
    asked(f"{page}/vote", {"ballot": ballot, "number": 1, "dots": {f"i{at % 8}": {"reprendre": 2}}}, cookie)
    asked(f"{page}/ecran", cookie=cookie)


def _expect(visitor: Browsing) -> None:
    if visitor.errors:
        raise RuntimeError(f"a page shows an error: {visitor.errors[0]}")


# How each kind visits, and how many come at once.
KINDS: dict[str, tuple[Callable[[Soak, int], None], int]] = {
    "readers": (reader, 5),
    "exporters": (exporter, 1),
    "authors": (author, 1),
    "planners": (planner, 1),
    "rooms": (room, 1),
}
