"""The dashboard as a visitor meets it: served by Streamlit on a free port, opened in Chromium.

The fixtures that use it are in `visitors.py`.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserType, Error, Page

from dashboard.dossier.browsers import COOKIE
from etl.paths import ROOT

# The shell draws no windows of its own: the same pages take two thirds of the processor.
_SHELL = "chromium-headless-shell"
CHROMIUM_NAMES = (_SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Containers give little shared memory; letters stand where the font says, as in a browser with windows; the pages of a
# visitor share one process, which has compiled their scripts: half the processor that a page takes.
CHROMIUM_FLAGS = ("--disable-dev-shm-usage", "--font-render-hinting=none", "--process-per-site")
_START_SECONDS, _SHOW_MS = 60, 60_000
# Windows that visitors left, by who may take them: cookies, memory and history are gone, what was loaded is not.
_LEFT: dict[tuple[Browser, str, bool, bool, str], list[Page]] = {}
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@dataclass(frozen=True)
class Served:
    """A running dashboard: its address, without a slash at the end, the file that its log goes to, and its process."""

    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def said(self) -> str:
        return self.log.read_text("utf-8", errors="replace")


@dataclass
class Watched:
    """A page with what the browser reported while it was open."""

    page: Page
    url: str
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, address: str = "") -> Page:
        """Open an address of the dashboard and wait until all of it is shown."""
        self.page.goto(f"{self.url}/{address}")
        return self.shown()

    def shown(self) -> Page:
        """Wait until the script has run to its end, the foot included, and the charts are drawn."""
        self.page.wait_for_function(
            """() => document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')
                && document.querySelector('.er-foot')
                && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')
                && [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(
                    chart => chart.querySelector('.main-svg :is(.xtick, .ytick, .trace, .plot path)'))
                && document.fonts.status === 'loaded'""",
            timeout=_SHOW_MS,
            polling=50,
        )
        return self.page

    @property
    def foreign_requests(self) -> list[str]:
        """Requests that left for another host than the one that serves the dashboard."""
        own = urlsplit(self.url).netloc
        return [
            request
            for request in self.requests
            if urlsplit(request).scheme not in ("data", "blob") and urlsplit(request).netloc != own
        ]


@contextmanager
def serving(database: Path, log: Path, port: int = 0, under: str = "") -> Iterator[Served]:
    """Serve the dashboard on this port of this machine, or a free one, until the block ends; under this path."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port), "--server.fileWatcherType", "none"]
    environment = {
        **os.environ,
        "EN_REGARD_DB": str(database),
        "EN_REGARD_DOSSIERS": str(log.parent / "dossiers"),
        "EN_REGARD_WORKSPACES": str(log.parent / "workspaces"),
        "STREAMLIT_SERVER_BASE_URL_PATH": under,
    }
    with started(command, environment, f"http://127.0.0.1:{port}/{under}".rstrip("/"), log) as served:
        yield served


@contextmanager
def started(command: Sequence[str], environment: Mapping[str, str], url: str, log: Path) -> Iterator[Served]:
    """What this command serves at an address, until the block ends."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        served = Served(url, log, process)
        try:
            wait_until_answering(served)
            yield served
        finally:
            process.terminate()
            process.wait(timeout=20)


@contextmanager
def slowed(served: Served, seconds: float) -> Iterator[Served]:
    """The dashboard through a network on which everything takes this long, each way."""
    port, loop = free_port(), asyncio.new_event_loop()
    upstream = urlsplit(served.url)

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        waiting: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

        async def write() -> None:
            while True:
                due, part = await waiting.get()
                await asyncio.sleep(max(0.0, due - loop.time()))
                writer.write(part)
                await writer.drain()
                if not part:
                    writer.close()
                    return

        writing = loop.create_task(write())
        with suppress(OSError, asyncio.CancelledError):
            while part := await reader.read(65_536):
                waiting.put_nowait((loop.time() + seconds, part))
        waiting.put_nowait((loop.time() + seconds, b""))
        with suppress(OSError):
            await writing

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(upstream.hostname, upstream.port)
        await asyncio.gather(pass_on(reader, back), pass_on(there, writer))

    def run() -> None:
        # In a thread of its own: Playwright runs a loop in that of the tests.
        loop.run_until_complete(asyncio.start_server(accept, "127.0.0.1", port))
        is_ready.set()
        loop.run_forever()
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        loop.close()

    is_ready = threading.Event()
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert is_ready.wait(10)
    try:
        yield Served(f"http://127.0.0.1:{port}", served.log, served.process)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_until_answering(served: Served) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if served.process.poll() is not None:
            pytest.fail(f"the dashboard stopped as it started:\n{served.said()}")
        try:
            with urllib.request.urlopen(f"{served.url}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the dashboard did not answer within {_START_SECONDS} s:\n{served.said()}")


def chromium_of(kind: BrowserType, with_settings: bool = False) -> str:
    """The Chromium of this machine, else Playwright's own, whether it exists or not; the shell has no settings."""
    names = [name for name in CHROMIUM_NAMES if not (with_settings and name == _SHELL)]
    return next(filter(None, map(shutil.which, names)), None) or kind.executable_path


@contextmanager
def visiting(
    browser: Browser, served: Served, dark: bool = False, phone: bool = False, **other: Any
) -> Iterator[Watched]:
    """A visitor of their own (no cookies, no memory) with this ground and this screen, or others that Playwright names.

    Their window may have been another's before, which keeps the scripts that all of them load.
    """
    screen: dict[str, Any] = {
        "locale": "fr-FR",
        "color_scheme": "dark" if dark else "light",
        "viewport": PHONE if phone else DESKTOP,
        "has_touch": phone,
        "reduced_motion": "reduce",
        **other,
    }
    left = _LEFT.setdefault((browser, served.url, dark, phone, repr(sorted(other.items()))), [])
    page = left.pop() if left else browser.new_context(**screen).new_page()
    watched = Watched(page, served.url)
    listening: dict[str, Callable[[Any], None]] = {
        "console": lambda said: watched.console.append(said.text) if said.type == "error" else None,
        "pageerror": lambda error: watched.console.append(str(error)),
        "request": lambda request: watched.requests.append(request.url),
        "websocket": lambda socket: watched.requests.append(socket.url),
    }
    for event, listen in listening.items():
        page.on(event, listen)  # type: ignore[call-overload]
    yield watched
    try:
        for event, listen in listening.items():
            page.remove_listener(event, listen)
        _as_new(page, served.url, screen)
    except Error:
        # What the test did to it, the next visitor is not to meet.
        page.context.close()
    else:
        left.append(page)


def _as_new(page: Page, url: str, screen: Mapping[str, Any]) -> None:
    """Leave a window to its next visitor, who finds nothing of this one in it."""
    context = page.context
    for one in context.pages:
        if one != page:
            one.close()
    if page.url.startswith(url):
        page.evaluate("localStorage.clear(), sessionStorage.clear()")
    page.unroute_all()
    page.goto("about:blank")
    page.set_viewport_size(screen["viewport"])
    page.emulate_media(media="null", color_scheme=screen["color_scheme"], reduced_motion=screen["reduced_motion"])
    history = context.new_cdp_session(page)
    history.send("Page.resetNavigationHistory")
    history.detach()
    context.clear_cookies()
    context.clear_permissions()
    context.set_offline(False)


def own_cookie(page: Page) -> dict[str, Any]:
    """The cookie that names the browser's dossiers, once the server has set it."""
    for _ in range(100):
        for one in page.context.cookies():
            if one["name"] == COOKIE and one["httpOnly"]:
                return dict(one)
        page.wait_for_timeout(100)
    raise AssertionError("the server set no cookie")
