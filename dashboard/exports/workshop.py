"""Long exports in a process of their own, of lower priority: visitors do not feel that a kit is being made.

The server starts it with the first export and speaks to it over pipes; it makes one file at a time, and ends when the
server does, or when nothing was asked of it for a while.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from typing import IO, Any

from dashboard import queries
from dashboard.dossier.assembled import Gathered, Tell
from dashboard.exports.core import Unavailable
from dashboard.exports.pptx.deck import TemplateRefused
from etl.paths import ROOT

_NICENESS, _IDLE_SECONDS = 10, 600
# What a maker refuses in French words, for whoever asked.
_REFUSALS = (Unavailable, TemplateRefused)


class WorkshopFailed(Exception):
    """An export could not be made; the message is the trace of the process that made it, for the log."""


class Workshop:
    """The process, started when there is work."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._alone = threading.Lock()
        self._idle: threading.Timer | None = None
        atexit.register(self.close)

    def make(self, key: str, gathered: Gathered, tell: Tell) -> bytes:
        """The dossier in the format of this key, telling how far it is.

        Raises:
            Unavailable, TemplateRefused: as the format does.
            WorkshopFailed: it could not be made.
        """
        with self._alone:
            if self._idle:
                self._idle.cancel()
            process = self._running()
            try:
                return _asked(process, key, gathered, tell)
            except (EOFError, OSError, pickle.PickleError) as error:
                self._end()
                raise WorkshopFailed(f"the process that makes exports ended: {error!r}") from error
            except _REFUSALS:
                raise
            except WorkshopFailed:
                raise
            except BaseException:
                # Whoever asked went away in the middle: what it still says would be taken for the next answer.
                self._end()
                raise
            finally:
                self._idle = threading.Timer(_IDLE_SECONDS, self._rest)
                self._idle.daemon = True
                self._idle.start()

    def close(self) -> None:
        """End the process."""
        if self._idle:
            self._idle.cancel()
        self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            # What it keeps for a while, its browser's profile too, goes with it, however it ends.
            self._folder = tempfile.TemporaryDirectory(prefix="w-", ignore_cleanup_errors=True)
            self._process = subprocess.Popen(
                [sys.executable, "-m", "dashboard.exports.workshop"],
                cwd=ROOT,
                env={**os.environ, "TMPDIR": self._folder.name},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        return self._process

    def _rest(self) -> None:
        with self._alone:
            self._end()

    def _end(self) -> None:
        if self._process:
            for pipe in (self._process.stdin, self._process.stdout):
                with contextlib.suppress(OSError):
                    if pipe:
                        pipe.close()
            self._process.kill()
            self._process.wait()
            self._process = None
        if self._folder:
            _cleared(self._folder)
            self._folder = None


def _cleared(folder: tempfile.TemporaryDirectory[str]) -> None:
    """Remove the folder; a browser that lost its workshop ends by itself, and may still be writing for a moment."""
    for _ in range(50):
        folder.cleanup()
        if not os.path.exists(folder.name):
            return
        time.sleep(0.1)


def _asked(process: subprocess.Popen[bytes], key: str, gathered: Gathered, tell: Tell) -> bytes:
    if not process.stdin or not process.stdout:
        raise EOFError
    # Which base is read, a visitor's own too, is of whoever asks: looks and names are those of its territories.
    pickle.dump((key, gathered, queries.own_path()), process.stdin)
    process.stdin.flush()
    while True:
        match pickle.load(process.stdout):
            case ("tell", float(share), str(what)):
                tell(share, what)
            case ("made", bytes(content)):
                return content
            case ("refused", error):
                raise error
            case ("failed", str(trace)):
                raise WorkshopFailed(trace)


def serve(asked: IO[bytes], said: IO[bytes]) -> None:
    """Make what is asked for, one after the other, until nobody asks any more."""
    # The makers come with their fonts, templates and tables: only the workshop needs all of them.
    from dashboard.exports.dossier import DOSSIER_FORMATS
    from dashboard.exports.kit import KIT
    from dashboard.exports.pdf.sheets import SHEETS

    makers: dict[str, Callable[[Gathered, Tell], bytes]] = {
        one.key: one.make for one in (*DOSSIER_FORMATS, *SHEETS, KIT)
    }

    def say(*what: Any) -> None:
        pickle.dump(what, said)
        said.flush()

    while True:
        try:
            key, gathered, path = pickle.load(asked)
        except EOFError:
            return
        try:
            with queries.reading(path):
                content = makers[key](gathered, lambda share, what: say("tell", float(share), what))
        except _REFUSALS as error:
            say("refused", error)
        except Exception:
            say("failed", traceback.format_exc())
        else:
            say("made", content)


WORKSHOP = Workshop()

if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    # What a library prints must not come between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
        serve(sys.stdin.buffer, answers)
