"""The properties of tests/test_fuzz_*.py for long: inputs tried, by surface, and every fault that was found.

`python -m benchmarks.fuzz 10` tries for ten minutes in all; `python -m benchmarks.fuzz 5 readers zips` for five minutes
the files of these names alone. It ends with status 1 where anything but a result or a declared refusal came out.
"""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

_TESTS = Path(__file__).parents[1] / "tests"
# Of one call of a property: short enough that all have their turn.
_EXAMPLES = "4"


def main() -> int:
    """Try, and tell."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    names = sys.argv[2:] or [path.stem.removeprefix("test_fuzz_") for path in sorted(_TESTS.glob("test_fuzz_*.py"))]
    os.environ["EN_REGARD_FUZZ"] = _EXAMPLES
    from tests import hostile

    hostile.FAULTS = {}
    with tempfile.TemporaryDirectory() as own:
        # Nothing that is tried stands among the dossiers of whoever runs this.
        os.environ["EN_REGARD_DOSSIERS"] = os.environ["EN_REGARD_WORKSPACES"] = own
        properties = [one for name in names for one in _properties(f"tests.test_fuzz_{name}")]
        began = time.monotonic()
        while time.monotonic() - began < 60 * minutes:
            for one in properties:
                try:
                    one()
                except Exception as error:
                    hostile.FAULTS.setdefault(f"{one.__name__}: {type(error).__name__}", str(error)[:300])
    for surface, tried in sorted(hostile.TRIED.items()):
        print(f"{surface:40} {tried:>10,}".replace(",", " "))
    print(f"{'in all':40} {hostile.TRIED.total():>10,}".replace(",", " "))
    for where, said in hostile.FAULTS.items():
        print(f"FAULT {where}: {said}")
    return 1 if hostile.FAULTS else 0


def _properties(module: str) -> list[Callable[[], None]]:
    """The tests that hypothesis feeds, which take nothing of pytest."""
    found = vars(importlib.import_module(module)).values()
    return [one for one in found if getattr(one, "is_hypothesis_test", False)]


if __name__ == "__main__":
    sys.exit(main())
