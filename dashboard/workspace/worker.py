"""A process beside the server that reads planners' files and builds their bases: pages stay quick meanwhile, and a file
that takes all memory or never ends takes none of the server's."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
from typing import Any

from etl.paths import ROOT
from etl.plans.refused import Refused

# Seconds that a file may take to be read and built.
_SECONDS = 90.0
_TURN = threading.Lock()
_process: subprocess.Popen[bytes] | None = None


def warm() -> None:
    """Start the process, so that the file that comes next does not wait for it."""
    if _TURN.acquire(blocking=False):
        try:
            _running()
        finally:
            _TURN.release()


def run(function: str, *args: Any) -> Any:
    """What a function of `etl.plans.beside` gives, by its name: this process need not know what it is made of.
    `Refused` where it took too long or too much. One at a time: a second file waits for the first."""
    with _TURN:
        process = _running()
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the other process was started without pipes")
        late = threading.Timer(_SECONDS, process.kill)
        late.start()
        try:
            pickle.dump((function, args), process.stdin)
            process.stdin.flush()
            return pickle.load(process.stdout)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            process.kill()
            process.wait()
            return Refused("Ce fichier est trop long à lire, ou demande trop de mémoire : n’en garder que le plan.")
        finally:
            late.cancel()


def _running() -> subprocess.Popen[bytes]:
    """The process, started anew where it has ended."""
    global _process
    if _process is None or _process.poll() is not None:
        _process = subprocess.Popen(
            [sys.executable, "-m", "etl.plans.beside"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
    return _process
