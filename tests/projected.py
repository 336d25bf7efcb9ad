"""Séances for the tests of the projection: the routes served alone, a socket to a room, what a window shows."""

from __future__ import annotations

import json
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPMessage
from typing import Any
from urllib.parse import urlencode, urlsplit

import uvicorn
from playwright.sync_api import Page, expect
from starlette.applications import Starlette
from websockets.sync.client import ClientConnection, connect

from dashboard.dossier.model import Dossier, to_file
from dashboard.dossier.store import new_name
from dashboard.projection import routes_at, sequences
from tests.served import Served, free_port


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: HTTPMessage


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *asked: Any) -> None:
        return None


@contextmanager
def routes_served() -> Iterator[str]:
    """The projection's routes on a server of their own, without Streamlit; gives its address."""
    with answering(Starlette(routes=routes_at()), free_port()) as url:
        yield url


@contextmanager
def answering(app: Starlette, port: int) -> Iterator[str]:
    """The app on a port of this machine, in a thread, until the block ends; gives its address."""
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    assert server.started, "the server did not start"
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(20)


def ask(url: str, sent: bytes | None = None, **headers: str) -> Answer:
    """The server's answer, whatever its status; redirections are not followed. `sent` makes it a POST."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, sent, headers=named)
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=60) as answer:
            return Answer(answer.status, answer.read().decode("utf-8"), answer.headers)
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.read().decode("utf-8"), error.headers)


def start(server: str, **fields: str) -> Answer:
    """Send the form that starts a séance."""
    return ask(f"{server}/projection/demarrer", urlencode(fields).encode("utf-8"))


def new_seance(server: str, sequence: str = "1-quatre-territoires", **fields: str) -> str:
    """The name of a séance made from a sequence."""
    answer = start(server, sequence=sequence, **fields)
    assert answer.status == 303, answer.text
    return answer.headers["location"].split("seance=")[1].split("&")[0]


def socket_to(server: str, seance: str, origin: str | None = None, role: str = "") -> ClientConnection:
    """A socket to a room, as a window of this origin (by default, the server's own) opens it."""
    return connect(
        f"ws://{urlsplit(server).netloc}/projection/fil?seance={seance}&role={role}",
        origin=server if origin is None else origin,  # type: ignore[arg-type]
        proxy=None,
    )


def heard(socket: ClientConnection, kind: str) -> dict[str, Any]:
    """The next message of this kind."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        message: dict[str, Any] = json.loads(socket.recv(timeout=20))
        if message["say"] == kind:
            return message
    raise AssertionError(f"no {kind!r} came")


def said(socket: ClientConnection, **message: Any) -> None:
    socket.send(json.dumps(message))


# In a browser

QUATRE = next(one for one in sequences.every() if one.id == "1-quatre-territoires").dossier
_SHOW_MS = 120_000
# What of a screen is wider or higher than its place, or leaves the stage.
OVERFLOWS = """() => {
    const found = [], root = document.documentElement;
    if (root.scrollWidth > root.clientWidth || root.scrollHeight > root.clientHeight) found.push('the page scrolls');
    const slack = innerHeight / 1080 + 1, stage = document.querySelector('.stage').getBoundingClientRect();
    // Letters reach a little beyond the line that they stand on.
    const reach = 10 * innerHeight / 1080;
    const parts = '.screen, .part, .chart, .sum, .sum > *, .cell, .matrix th, .head, .bars .label, .bars button, '
        + '.spans .title, .shapes button, .band .label, .panel, #panel-page, .handout .address';
    for (const one of document.querySelectorAll(parts)) {
        if (!one.checkVisibility()) continue;
        if (one.scrollWidth > one.clientWidth + slack || one.scrollHeight > one.clientHeight + reach)
            found.push(`${one.className || one.id || one.tagName} « ${one.textContent.trim().slice(0, 60)} » `
                + `${one.scrollWidth}×${one.scrollHeight} in ${one.clientWidth}×${one.clientHeight}`);
    }
    for (const one of document.querySelectorAll('.chart *')) {
        const box = one.getBoundingClientRect(), chart = one.closest('.chart').getBoundingClientRect();
        if (!box.width || one.closest('.unseen')) continue;
        if (box.right > stage.right - 99 * stage.width / 1920 + slack || box.bottom > chart.bottom + slack)
            found.push(`${one.tagName}.${one.className} « ${one.textContent.trim().slice(0, 60)} » leaves the chart`);
    }
    return found;
}"""
# The size of type of every text that is shown, in the screen's own unit: pixels at 1920 by 1080.
SMALL_TEXTS = """least => {
    const found = [], unit = Math.min(innerWidth / 1920, innerHeight / 1080);
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let counted = 0;
    while (walk.nextNode()) {
        const text = walk.currentNode.textContent.trim(), parent = walk.currentNode.parentElement;
        if (!text || !parent.checkVisibility({ visibilityProperty: true }) || parent.closest('.unseen')) continue;
        counted += 1;
        const size = parseFloat(getComputedStyle(parent).fontSize) / unit;
        if (size < least - 0.01) found.push(`${size} « ${text.slice(0, 40)} »`);
    }
    const title = parseFloat(getComputedStyle(document.querySelector('.screen h1')).fontSize) / unit;
    return { found, counted, title };
}"""


def open_window(page: Page, server: str, seance: str = "", sequence: str = "", role: str = "") -> str:
    """Open a window of a séance and wait until its screens are there; gives the séance's name."""
    seance = seance or new_seance(server, sequence or "1-quatre-territoires")
    page.goto(f"{server}/projection?seance={seance}" + (f"&role={role}" if role else ""))
    page.wait_for_selector("body[data-ready]", timeout=_SHOW_MS)
    page.evaluate("document.fonts.ready")
    return seance


def put_dossier(served: Served, dossier: Dossier) -> str:
    """Put a dossier on the shelf of a served dashboard; gives its name."""
    name, folder = new_name(), served.log.parent / "dossiers"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.json").write_bytes(to_file(dossier))
    return name


def through_all_pages(page: Page) -> Iterator[str]:
    """Go through every page of every screen, as a remote does; gives where each is."""
    page.keyboard.press("Home")
    while True:
        page.evaluate("new Promise(requestAnimationFrame)")
        at = page.inner_text(".counter")
        yield at.replace("\n", " ")
        page.keyboard.press("PageDown")
        if page.inner_text(".counter") == at:
            return


def modules(svg: str) -> list[list[bool]]:
    """The dark modules of a QR code drawn by horizontal strokes, without the white border around it."""
    path = re.search(r'stroke="#000" d="([^"]+)"', svg)
    assert path
    dark: set[tuple[int, int]] = set()
    x = y = 0.0
    for command, numbers in re.findall(r"([MmhH])\s*(-?[\d.]+(?:[ ,]-?[\d.]+|-[\d.]+)?)", path[1]):
        values = [float(one) for one in re.findall(r"-?\d*\.?\d+", numbers)]
        if command == "M":
            x, y = values
        elif command == "m":
            x, y = x + values[0], y + values[1]
        else:
            dark |= {(int(x) + at, int(y)) for at in range(int(values[0]))}
            x += values[0]
    left, top = min(one for one, _ in dark), min(one for _, one in dark)
    side = max(one for one, _ in dark) - left + 1
    return [[(left + column, top + row) in dark for column in range(side)] for row in range(side)]


def shows(page: Page, number: int) -> None:
    expect(page.locator("#place")).to_have_text(f"{number}/{len(QUATRE.entries)}")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
