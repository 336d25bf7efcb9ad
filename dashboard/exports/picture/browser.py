"""The one browser that draws all pictures: started at the first demand, one picture at a time, closed at exit.

Streamlit's sessions are threads; the browser lives on an event loop in a thread of its own.
"""

from __future__ import annotations

import asyncio
import atexit
import base64
import contextlib
import logging
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.exports.core import Unavailable
from dashboard.exports.fonts import font_faces, package_folder

if TYPE_CHECKING:
    from choreographer import Browser, Tab

# For one picture, the browser's start included; and for a visitor who waits behind others.
PICTURE_SECONDS, QUEUE_SECONDS = 20.0, 60.0
WIDTH = 1200
_SCALE, _MOST_PIXELS = 2.0, 16_000
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_ALONE = (
    "--disable-quic",
    "--disable-background-networking",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    # Nothing is fetched from another host, whatever a page says.
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
# Seconds during which a browser that was found, or was not, is not looked for again.
_LOOKED_FOR = 60.0
_PAGE = "<!doctype html><html lang=fr><head><meta charset=utf-8></head><body></body></html>"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data: blob:"
_REMAINS = "Les tableaux, le classeur et les diapositives restent disponibles."
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sheet:
    """What the browser is to draw: markup, the figure of its `#er-chart` if it has one, a title, the same in words."""

    html: str
    figure: Mapping[str, Any] | None
    title: str
    description: str
    transparent: bool = False


def found_browser() -> str | None:
    """The Chrome or Chromium of this machine: what BROWSER_PATH names, else the first known name on the PATH."""
    named = os.environ.get("BROWSER_PATH")
    if named:
        return named if Path(named).is_file() else None
    return _on_path(os.environ.get("PATH", ""), int(time.monotonic() // _LOOKED_FOR))


@lru_cache(maxsize=1)
def _on_path(path: str, minute: int) -> str | None:
    """Looked for once a minute: each menu of exports asks, and each name is looked for in each folder."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found or sys.platform.startswith("linux"):
        return found
    from choreographer.browsers.chromium import Chromium

    return Chromium.find_browser(skip_local=True)


class Press:
    """Draws sheets, from any thread."""

    def __init__(self) -> None:
        self._starting = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._turn: asyncio.Lock | None = None
        self._browser: Browser | None = None
        self._tab: Tab | None = None
        self._window = ""

    def draw(self, sheet: Sheet, form: str) -> bytes:
        """The sheet as `png` or `svg`; Unavailable, in French, where that cannot be."""
        if not found_browser():
            raise Unavailable(
                f"Aucun navigateur Chrome ou Chromium n’est installé sur le serveur : l’image ne peut y être faite. "
                f"{_REMAINS}"
            )
        waiting: Future[bytes] = asyncio.run_coroutine_threadsafe(self._in_turn(sheet, form), self._running_loop())
        try:
            return waiting.result(QUEUE_SECONDS)
        except TimeoutError:
            waiting.cancel()
            raise Unavailable(f"Trop d’images sont demandées en ce moment ; réessayer plus tard. {_REMAINS}") from None

    def close(self) -> None:
        """End the browser; the next sheet starts another."""
        if self._loop:
            with contextlib.suppress(Exception):
                asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._starting:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._turn = asyncio.Lock()
                threading.Thread(target=self._loop.run_forever, name="press", daemon=True).start()
                atexit.register(self.close)
            return self._loop

    async def _in_turn(self, sheet: Sheet, form: str) -> bytes:
        assert self._turn
        async with self._turn:
            for is_last in (False, True):
                limit = asyncio.timeout(PICTURE_SECONDS)
                try:
                    async with limit:
                        return await self._draw(sheet, form)
                except (Exception, asyncio.CancelledError) as error:
                    await self._end()
                    # Past the limit the browser may fail in its own way, by closing its channel for one.
                    if limit.expired():
                        raise Unavailable(
                            f"L’image n’a pas été faite en {PICTURE_SECONDS:.0f} secondes. {_REMAINS}"
                        ) from None
                    task = asyncio.current_task()
                    # A browser that dies cancels what is waited for; a visitor who goes cancels this task itself.
                    if task and task.cancelling():
                        raise
                    if is_last:
                        _LOG.exception("no picture could be drawn")
                        raise Unavailable(
                            f"Le navigateur du serveur n’a pas pu faire l’image ({type(error).__name__}). {_REMAINS}"
                        ) from error
        raise AssertionError("a second failure raises")

    async def _draw(self, sheet: Sheet, form: str) -> bytes:
        if self._browser is None or self._browser.subprocess.poll() is not None:
            await self._end()
            await self._start()
        size = await self._call("erPicture.lay", sheet.html, sheet.figure, sheet.title)
        if form == "svg":
            return str(await self._call("erPicture.svg", sheet.description)).encode("utf-8")
        clear = {"color": {"r": 0, "g": 0, "b": 0, "a": 0}} if sheet.transparent else {}
        await self._send("Emulation.setDefaultBackgroundColorOverride", **clear)
        scale = min(_SCALE, _MOST_PIXELS / size["height"])
        await self._metrics(size["height"], scale)
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        made = await self._send("Page.captureScreenshot", format="png", clip=clip)
        await self._metrics()
        return base64.b64decode(made["data"])

    async def _start(self) -> None:
        from choreographer import Browser
        from choreographer.browsers.chromium import Chromium

        class Alone(Chromium):
            def get_cli(self) -> list[str]:
                return [*super().get_cli(), *_ALONE]

        self._browser = Browser(found_browser(), browser_cls=Alone, enable_extensions=False)
        await self._browser.open()
        self._tab = await self._browser.create_tab("about:blank")
        await self._metrics()
        await self._send("Emulation.setEmulatedMedia", media="screen")
        # An empty page is drawn by the rules of the last century, which lose colours in tables.
        await self._send("Runtime.evaluate", expression=f"document.write({_PAGE!r}); document.close()")
        self._window = (await self._send("Runtime.evaluate", expression="window"))["result"]["objectId"]
        scripts = (
            (package_folder("plotly") / "package_data" / "plotly.min.js").read_text("utf-8"),
            (Path(__file__).parent / "templates" / "picture.js").read_text("utf-8"),
        )
        for script in scripts:
            await self._send("Runtime.evaluate", expression=script + "\n;0")
        prepare = """async function (fonts, policy) {
            const style = document.createElement("style"), meta = document.createElement("meta");
            style.textContent = fonts;
            meta.httpEquiv = "Content-Security-Policy";
            meta.content = policy;
            document.head.append(style, meta);
            const used = ['400 15px "Source Sans"', '600 32px "Source Serif"'];
            await Promise.all(used.map((one) => document.fonts.load(one)));
        }"""
        await self._function(prepare, font_faces(), _POLICY)

    async def _metrics(self, height: int = 800, scale: float = 1.0) -> None:
        await self._send(
            "Emulation.setDeviceMetricsOverride", width=WIDTH, height=height, deviceScaleFactor=scale, mobile=False
        )

    async def _call(self, function: str, *arguments: Any) -> Any:
        return await self._function(f"function (...all) {{ return {function}(...all); }}", *arguments)

    async def _function(self, declaration: str, *arguments: Any) -> Any:
        answered = await self._send(
            "Runtime.callFunctionOn",
            functionDeclaration=declaration,
            objectId=self._window,
            arguments=[{"value": argument} for argument in arguments],
            awaitPromise=True,
            returnByValue=True,
        )
        return answered["result"].get("value")

    async def _send(self, command: str, **parameters: Any) -> Any:
        assert self._tab
        answered = await self._tab.send_command(command, parameters)
        if "error" in answered:
            raise RuntimeError(f"{command}: {answered['error']}")
        if "exceptionDetails" in answered["result"]:
            raise RuntimeError(f"{command}: {str(answered['result']['exceptionDetails'])[:600]}")
        return answered["result"]

    async def _end(self) -> None:
        browser, self._browser, self._tab = self._browser, None, None
        if browser is None or not hasattr(browser, "subprocess"):
            return
        # Its processes share a group, led by the one that choreographer started; closing alone waits for a hung one.
        with contextlib.suppress(ProcessLookupError):
            if hasattr(os, "killpg"):
                os.killpg(browser.subprocess.pid, signal.SIGKILL)
            else:
                browser.subprocess.kill()
        with contextlib.suppress(Exception, asyncio.CancelledError):
            await asyncio.wait_for(browser.close(), 5)


PRESS = Press()
