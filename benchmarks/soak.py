"""Ten minutes of visitors of every kind on the served dashboard: `python -m benchmarks.soak [minutes]`.

They change filters, export in each format, leave in the middle of an export, bring plans, hold séances whose phones
vote. Memory, threads, files and sockets of the server are sampled all the while. Exit code 1 where one of
them is not flat (the last third beside the second, the first being warm-up), where a visitor met an error, or where
something is left in the temporary folder or in those of dossiers and workspaces.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.crowd import with_children
from benchmarks.soaking import KINDS, Soak
from benchmarks.visitors import serving
from etl.load import build
from etl.paths import DATA, ROOT

_EVERY = 5.0
# Streamlit keeps what a visitor who left had for two minutes.
_SETTLING = 140.0
# How much more than in the second third is still flat: a share, and so many beside it.
_FLAT = {"memory": (0.08, 40.0), "memory, all": (0.10, 120.0), "threads": (0.1, 6)}
# Each visitor of the last two minutes holds two sockets and a file of their own: of these, how many more than before
# anybody came may be left once all of them are forgotten.
_LEFT = {"files": 100, "sockets": 20}
_UNITS = {"memory": "MiB of the server", "memory, all": "MiB with the processes that it started"}


@dataclass(frozen=True)
class Sample:
    """What the server held at a moment, by what is sampled."""

    at: float
    held: dict[str, float]


def main(minutes: float) -> int:
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        temporary = where / "tmp"
        temporary.mkdir()
        os.environ |= {
            "TMPDIR": str(temporary),
            "EN_REGARD_DB": str(where / "base.duckdb"),
            "EN_REGARD_DOSSIERS": str(where / "dossiers"),
            "EN_REGARD_WORKSPACES": str(where / "workspaces"),
            # All visitors of the soak come from one address.
            "EN_REGARD_LIMITS": "1000",
        }
        tempfile.tempdir = None
        build(DATA, where / "base.duckdb")
        with serving(ROOT / "app.py") as (port, process):
            soak = Soak(port)
            samples, before = _soaked(soak, process.pid, 60 * minutes)
            time.sleep(_SETTLING)
            after = _held(process.pid)
            # Streamlit forgets those who left when somebody else comes.
            KINDS["readers"][0](soak, 0)
            last = _held(process.pid)
            after |= {what: last[what] for what in _LEFT}
        left = _left(where, temporary)
    return _told(soak, samples, before, after, left)


def _soaked(soak: Soak, pid: int, seconds: float) -> tuple[list[Sample], dict[str, float]]:
    """Let visitors of every kind come for so long, and sample; also what the server held before the first."""
    before, samples, began = _held(pid), [], time.monotonic()
    visitors = [
        threading.Thread(target=_again_and_again, args=(soak, kind, visit, number))
        for kind, (visit, how_many) in KINDS.items()
        for number in range(how_many)
    ]
    for visitor in visitors:
        visitor.start()
    while (passed := time.monotonic() - began) < seconds:
        time.sleep(_EVERY)
        samples.append(Sample(passed, _held(pid)))
    soak.over.set()
    for visitor in visitors:
        visitor.join()
    return samples, before


def _again_and_again(soak: Soak, kind: str, visit: Callable[[Soak, int], None], number: int) -> None:
    at = 0
    while not soak.over.is_set():
        try:
            visit(soak, 1_000 * number + at)
            soak.count(kind)
        except Exception as error:
            soak.count(kind, f"{error!r}"[:400])
            soak.over.wait(1)
        at += 1


def _held(pid: int) -> dict[str, float]:
    files = [_link(path) for path in Path(f"/proc/{pid}/fd").iterdir()]
    everyone = with_children(pid)
    return {
        "memory": _memory([pid]),
        "memory, all": _memory(everyone),
        "threads": len(list(Path(f"/proc/{pid}/task").iterdir())),
        "files": len(files),
        "sockets": sum(one.startswith("socket:") for one in files),
        "processes": len(everyone),
    }


def _link(path: Path) -> str:
    try:
        return os.readlink(path)
    except FileNotFoundError:  # closed meanwhile
        return ""


def _memory(pids: Sequence[int]) -> float:
    """MiB that are theirs, what they share being shared out among them."""
    total = 0
    for pid in pids:
        try:
            rows = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended meanwhile
        total += sum(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
    return total / 1024


def _left(where: Path, temporary: Path) -> list[str]:
    """What is nobody's once the server has ended."""
    found = [f"tmp/{path.name}" for path in temporary.iterdir()]
    for folder in (where, where / "dossiers", where / "workspaces"):
        found += [f"{folder.name}/{path.name}" for path in folder.glob(".*") if path.name != ".lock"]
        found += [f"{folder.name}/{path.name}" for path in folder.glob("*.building*")]
    return found


def _told(
    soak: Soak, samples: Sequence[Sample], before: dict[str, float], after: dict[str, float], left: Sequence[str]
) -> int:
    third = samples[-1].at / 3
    print("| what | before | second third | last third | an hour at that slope | settled | |")
    print("|---|---|---|---|---|---|---|")
    status = 0
    for what in (*_FLAT, *_LEFT):
        second = [one.held[what] for one in samples if third <= one.at < 2 * third]
        last = [one.held[what] for one in samples if one.at >= 2 * third]
        level, end = statistics.median(second), statistics.median(last)
        slope = (end - level) / third * 3600
        if what in _FLAT:
            share, more = _FLAT[what]
            is_flat = max(end, after[what]) <= level * (1 + share) + more
        else:
            is_flat = after[what] <= before[what] + _LEFT[what]
        status |= not is_flat
        print(
            f"| {what} {_UNITS.get(what, '')} | {before[what]:.0f} | {level:.0f} | {end:.0f} | {slope:+.0f} | "
            f"{after[what]:.0f} | {'flat' if is_flat else '**not flat**'} |"
        )
    print(f"\n{samples[-1].at / 60:.1f} minutes; {len(samples)} samples; {after['processes']:.0f} processes at the end")
    for kind, (done, faults) in soak.counted.items():
        print(f"{kind}: {done} visits, {len(faults)} errors")
        for fault in faults[:3]:
            print(f"  {fault}")
        status |= bool(faults)
    print(f"left: {', '.join(left) or 'nothing'}")
    return int(status or bool(left))


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 10))
