"""Kill the ETL at random moments while readers ask: `python -m benchmarks.kills [times]`.

Builds alternate between two sets of sources, each is killed somewhere on its way, and two readers ask all the while.
Exit code 1 where a reader met an error, or the base at the end is neither of the two.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from dashboard import queries
from etl.load import build
from etl.paths import DATA, ROOT

_READERS = 2


def main(times: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        one, other = where / "one", where / "other"
        for data in (one, other):
            shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("*.duckdb*", "loaded"))
        with (other / "codebook" / "acronyms.csv").open("a", encoding="utf-8") as rows:
            rows.write("ZZZ,Essai sans effet\n")
        base = where / "base.duckdb"
        started = time.perf_counter()
        known = {build(other, base), build(one, base)}
        seconds = (time.perf_counter() - started) / 2
        faults, asked = [], [0]
        stop = threading.Event()
        readers = [threading.Thread(target=_read, args=(base, known, faults, asked, stop)) for _ in range(_READERS)]
        for reader in readers:
            reader.start()
        ended = 0
        for at in range(times):
            process = subprocess.Popen(
                [sys.executable, "-m", "etl", "build", "--data", str((one, other)[at % 2]), "--database", str(base)],
                cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            try:
                process.wait(random.uniform(0, 1.3 * seconds))
                ended += 1
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
        stop.set()
        for reader in readers:
            reader.join()
        with queries.reading(base):
            last = queries.content_hash()
        # A build that nobody kills puts all in order, whatever the killed ones left.
        subprocess.run(
            [sys.executable, "-m", "etl", "build", "--data", str(one), "--database", str(base)], cwd=ROOT, check=True,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        left = sorted(path.name for path in where.iterdir() if path not in (one, other, base))
    told = f"{times - ended} builds killed, {ended} ended first; {asked[0]} questions, {len(faults)} failed"
    print(f"{told}; left beside the base: {', '.join(left) or 'nothing'}")
    for fault in faults[:5]:
        print(f"  {fault}")
    return 1 if faults or last not in known or left else 0


def _read(base: Path, known: set[str], faults: list[str], asked: list[int], stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            with queries.reading(base):
                content, actions = queries.content_hash(), int(queries.territories()["actions"].sum())
            asked[0] += 1
            if content not in known or not actions:
                faults.append(f"content {content[:12]} with {actions} actions")
        except Exception as error:
            faults.append(repr(error)[:300])
        time.sleep(0.02)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
