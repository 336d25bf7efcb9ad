"""Bases of invented plans, of any size, with the real schema, views and checks: what to measure large ones with.

`python -m benchmarks.bases 1000000 --territories 1500 /tmp/million.duckdb`. Every body and document in it says that it
is invented; the texts are those of the shipped plans, over and over.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from etl.load import begun, end
from etl.paths import database_path

_SCRIPT = Path(__file__).with_suffix(".sql")


def make(path: Path, actions: int, territories: int, shipped: Path) -> None:
    """Write a base of about so many actions of so many territories, out of the shipped one.

    Raises:
        BuildError: a check fails.
        duckdb.Error: the file cannot be written.
    """
    path.unlink(missing_ok=True)
    with begun(path) as connection:
        connection.execute(f"ATTACH '{shipped}' AS shipped (READ_ONLY)")
        connection.execute(f"SET VARIABLE actions = {actions:d}")
        connection.execute(f"SET VARIABLE territories = {territories:d}")
        connection.execute(_SCRIPT.read_text("utf-8"))
        connection.execute("DETACH shipped")
        end(connection, f"invente-{actions}-{territories}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bases", description=__doc__.split("\n")[0])
    parser.add_argument("actions", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--territories", type=int, default=100)
    asked = parser.parse_args()
    start = time.perf_counter()
    make(asked.path, asked.actions, asked.territories, database_path())
    print(f"{asked.path}: {asked.path.stat().st_size / 2**20:.0f} MiB in {time.perf_counter() - start:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
