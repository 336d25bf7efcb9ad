"""A process beside the server that reads planners' files and builds their bases: pages stay quick meanwhile, and a file
that takes all memory or never ends takes none of the server's."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from etl.paths import ROOT
from etl.plans.bring import Refused

P = ParamSpec("P")
R = TypeVar("R")
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


def run(function: Callable[P, R | Refused], *args: P.args, **named: P.kwargs) -> R | Refused:
    """What a function of `etl.plans.bring` gives, run in the other process; `Refused` where it took too long or too
    much. One at a time: a second file waits for the first."""
    if named:
        raise TypeError("the other process takes arguments by their place")
    with _TURN:
        process = _running()
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the other process was started without pipes")
        late = threading.Timer(_SECONDS, process.kill)
        late.start()
        try:
            pickle.dump((function.__name__, args), process.stdin)
            process.stdin.flush()
            answer: Any = pickle.load(process.stdout)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            process.kill()
            process.wait()
            return Refused("Ce fichier est trop long à lire, ou demande trop de mémoire : n’en garder que le plan.")
        finally:
            late.cancel()
        found: R | Refused = answer
        return found


def _running() -> subprocess.Popen[bytes]:
    """The process, started anew where it has ended."""
    global _process
    if _process is None or _process.poll() is not None:
        _process = subprocess.Popen(
            [sys.executable, "-m", "etl.plans.beside"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
    return _process
