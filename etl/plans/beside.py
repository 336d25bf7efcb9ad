"""A process of its own that reads and builds plans for a server: `python -m etl.plans.beside`, asked in pickles.

It reads (function, arguments) from its standard input and writes what that gives, until its input ends.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from typing import Any

from etl import discreet
from etl.plans.bring import (
    Refused,
    bring,
    bring_grants,
    build_again,
    drop_grants,
    drop_plan,
    offer_grants,
    offer_tables,
    open_packed,
    prepare,
    read_plan,
    read_table,
    unforeseen,
)
from etl.plans.pictures import page_picture

_OFFERED = (
    bring, bring_grants, build_again, drop_grants, drop_plan, offer_grants, offer_tables, open_packed,
    page_picture, read_plan, read_table,
)  # fmt: skip
FUNCTIONS: dict[str, Callable[..., Any]] = {one.__name__: one for one in _OFFERED}
# Bytes of memory that a file may take.
_MEMORY = 3_000_000_000


def main() -> None:
    discreet.install()
    # What libraries print is no answer.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _bound_memory()
    # The shipped plans are coded before the first file comes.
    prepare()
    while True:
        try:
            name, args = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            answer = FUNCTIONS[name](*args)
        except MemoryError:
            answer = Refused("Ce fichier demande trop de mémoire : n’en garder que le plan.")
        except Exception:
            answer = unforeseen(f"{name} failed")
        pickle.dump(answer, answers)
        answers.flush()


def _bound_memory() -> None:
    # Windows has no such limit: there the time alone is bounded.
    if sys.platform != "win32":
        import resource

        # What is written to, and not addresses alone: libraries reserve many more than they use, build after build.
        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_AS, (4 * _MEMORY, 4 * _MEMORY))


if __name__ == "__main__":
    main()
