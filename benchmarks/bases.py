"""Bases of invented plans, of any size, with the real schema, views and checks: what to measure large ones with.

`python -m benchmarks.bases 1000000 --territories 1500 /tmp/million.duckdb`. Every body and document in it says that it
is invented; the texts are those of the shipped plans, over and over.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from etl.load import begun, build, end
from etl.paths import DATA

_SCRIPT = Path(__file__).with_suffix(".sql")


def make(path: Path, actions: int, territories: int, shipped: Path) -> None:
    """Write a base of about so many actions of so many territories, out of that of the shipped plans.

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
    parser.add_argument("--shipped", type=Path, help="the base of the shipped plans; without it, it is built first")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="en-regard-") as folder:
        shipped = asked.shipped or Path(folder) / "shipped.duckdb"
        if not asked.shipped:
            build(DATA, shipped)
        start = time.perf_counter()
        make(asked.path, asked.actions, asked.territories, shipped)
    print(f"{asked.path}: {asked.path.stat().st_size / 2**20:.0f} MiB in {time.perf_counter() - start:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
