"""Kill whatever writes at random moments while readers ask: `python -m benchmarks.kills [times] [times of each other]`.

Builds of the base, makings and builds of a workspace, changes of a dossier, writings of a séance and loadings of grants
are killed somewhere on their way, and two readers ask all the while. Told: kills survived, questions, those that
failed, and what is left in the folders and in the temporary one, at once and after the next work an hour later. Exit
code 1 where a reader met an error, something was lost or halved, or anything stays.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.kill_kinds import KINDS, Kind
from etl.paths import ROOT

_READERS = 2
_READY_SECONDS = 120


@dataclass
class Told:
    """What came of the kills of a kind."""

    killed: int = 0
    ended: int = 0
    asked: int = 0
    faults: list[str] = field(default_factory=list)


def main(times: int, each: int, only: str = "") -> int:
    print("| killed while at work | kills | ended first | questions | failed | left at once | left an hour later |")
    print("|---|---|---|---|---|---|---|", flush=True)
    status = 0
    for name, kind in KINDS.items():
        if only in ("", name):
            status |= _row(name, kind, times if name == "base" else each)
    return status


def _row(name: str, made: Callable[[Path], Kind], times: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        temporary = where / "tmp"
        temporary.mkdir()
        with _temporary(temporary):
            kind = made(where)
            told = _killed(kind, times, where / "said")
            at_once = [*kind.left(), *sorted(temporary.iterdir())]
            for path in at_once:
                _age(path)
            kind.mend()
            later = [*kind.left(), *sorted(temporary.iterdir())]
            told.faults += kind.lost()
    print(
        f"| {kind.what} | {told.killed} | {told.ended} | {told.asked} | {len(told.faults)} | {len(at_once)} | "
        f"{', '.join(path.name for path in later) or 0} |",
        flush=True,
    )
    for fault in told.faults[:5]:
        print(f"  {name}: {fault}", flush=True)
    return int(bool(told.faults or later))


def _killed(kind: Kind, times: int, said: Path) -> Told:
    """Start the work, and kill it, so many times; what it says goes to a file."""
    told, stop = Told(), threading.Event()
    readers = [threading.Thread(target=_read, args=(kind, told, stop)) for _ in range(_READERS)]
    for reader in readers:
        reader.start()
    try:
        for at in range(times):
            with said.open("wb") as output:
                process = subprocess.Popen(
                    [sys.executable, "-m", "benchmarks.killed", *kind.arguments(at)],
                    cwd=ROOT, stdout=output, stderr=subprocess.DEVNULL,
                )  # fmt: skip
                _wait_until_ready(process, said)
                try:
                    process.wait(random.uniform(0, kind.seconds))
                    told.ended += 1
                    if process.returncode:
                        told.faults.append(f"it ended with {process.returncode}")
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                    told.killed += 1
            # A last line that was cut short with its writer tells nothing.
            told.faults += kind.after(said.read_text("utf-8").split("\n")[:-1])
    except KeyboardInterrupt:
        # What was measured until now is told.
        process.kill()
        process.wait()
        print(f"interrupted after {told.killed + told.ended}", file=sys.stderr)
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    return told


def _wait_until_ready(process: subprocess.Popen[bytes], said: Path) -> None:
    until = time.monotonic() + _READY_SECONDS
    while not said.read_bytes().startswith(b"ready\n"):
        if process.poll() is not None or time.monotonic() > until:
            process.kill()
            raise RuntimeError("what is to be killed does not begin")
        time.sleep(0.01)


def _read(kind: Kind, told: Told, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            fault = kind.ask()
        except Exception as error:
            fault = repr(error)[:300]
        told.asked += 1
        if fault:
            told.faults.append(fault)
        time.sleep(0.02)


@contextmanager
def _temporary(folder: Path) -> Iterator[None]:
    """What this process and those that it starts keep for a while stands here."""
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"], tempfile.tempdir = str(folder), None
    try:
        yield
    finally:
        os.environ.pop("TMPDIR")
        if before is not None:
            os.environ["TMPDIR"] = before
        tempfile.tempdir = None


def _age(path: Path) -> None:
    """As it will be in two hours, or two days for a whole workspace."""
    long_ago = time.time() - 2 * 86_400
    for one in (path, *path.rglob("*")):
        os.utime(one, (long_ago, long_ago))


if __name__ == "__main__":
    asked = sys.argv[1:]
    sys.exit(
        main(
            int(asked[0]) if asked else 200,
            int(asked[1]) if len(asked) > 1 else 50,
            asked[2] if len(asked) > 2 else "",
        )
    )
