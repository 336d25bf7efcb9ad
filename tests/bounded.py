"""A call in a process of its own: what it gives, the seconds and the memory that it takes."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from etl.paths import ROOT

# The most that a call may ask for, that no test takes the machine with it.
_MEMORY = 3_000_000_000
_CHILD = """
import os, pickle, resource, sys, time
module, name, args = pickle.load(sys.stdin.buffer)
answers = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)
function = getattr(__import__(module, fromlist=[name]), name)
resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
def peak():
    # The most of its own: what the process had that made it is told by `ru_maxrss` too.
    with open("/proc/self/status") as told:
        return next(int(line.split()[1]) for line in told if line.startswith("VmHWM"))
before = peak()
began = time.perf_counter()
try:
    given = function(*args)
except Exception as error:
    given = error
took = time.perf_counter() - began
grown = peak() - before
pickle.dump((given, took, grown / 1024), answers)
answers.flush()
""".replace("MEMORY", str(_MEMORY))


@dataclass(frozen=True)
class Done:
    """What a call gave or raised; None where its process died of it."""

    given: Any
    seconds: float
    megabytes: float


def bounded(module: str, name: str, *args: Any, seconds: float = 90) -> Done:
    """Call a function of a module in a child."""
    if not sys.platform.startswith("linux"):
        pytest.skip("this system bounds no memory")
    done = subprocess.run(
        [sys.executable, "-c", _CHILD],
        input=pickle.dumps((module, name, args)),
        capture_output=True,
        cwd=ROOT,
        timeout=seconds,
        env={**os.environ, "PYTHONPATH": str(Path(ROOT))},
    )
    return Done(*pickle.loads(done.stdout)) if done.stdout else Done(None, 0.0, 0.0)
