"""What a server keeps of what it made: by what it weighs, whatever its number; and nothing of what is no more."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from dashboard import base, queries
from dashboard.kept import Kept, _weighed
from dashboard.selection import Selection
from etl.paths import ROOT


@dataclass(frozen=True)
class Made:
    title: str
    table: pd.DataFrame
    parts: tuple[object, ...] = ()


def frame(rows: int = 100) -> pd.DataFrame:
    return pd.DataFrame({"a": ["mot"] * rows, "b": range(rows)})


def kept(content: str, store: Kept) -> list[str]:
    return [str(key) for one, key in store._all if one == content]


def test_those_asked_for_longest_ago_go_once_all_weigh_too_much() -> None:
    store = Kept(10_000, contents=2)
    for at in range(20):
        store.put("a", at, "x" * 1_000)
        assert store.get("a", 0) == (True, "x" * 1_000), "what is asked for stays"
    assert kept("a", store) == [*(str(at) for at in range(12, 20)), "0"]
    assert store.weight <= 10_000 and len(store) == 9
    assert store.get("a", 5) == (False, None) and store.get("b", 0) == (False, None)


def test_one_that_weighs_more_than_all_may_is_not_kept_and_pushes_nothing_out() -> None:
    store = Kept(10_000, contents=2)
    store.put("a", "small", "x")
    store.put("a", "large", "x" * 20_000)
    assert kept("a", store) == ["small"]
    store.put("a", "small", None)
    assert store.get("a", "small") == (True, None), "nothing is a result too"


def test_of_contents_that_nobody_reads_any_more_nothing_is_kept() -> None:
    store = Kept(1_000_000, contents=2)
    for content in ("a", "b"):
        store.put(content, 1, "x")
        store.put(content, 2, "x")
    store.get("a", 1)
    store.put("c", 1, "x")
    assert [len(kept(one, store)) for one in "abc"] == [2, 0, 1]
    assert store.weight == sum(one.weight for one in store._all.values())


def test_what_hangs_on_a_result_is_weighed_once() -> None:
    table = frame(10_000)
    alone, _ = _weighed(table)
    assert alone > 10_000 * 8
    whole, frames = _weighed(Made("x" * 50_000, table, ({"again": table, "mots": ["y" * 3_000]}, np.zeros(1_000))))
    assert 61_000 < whole - alone < 65_000 and len(frames) == 1 and frames[0] is table
    circle: list[object] = []
    circle.append(circle)
    assert _weighed(circle)[0] < 1_000


@pytest.mark.parametrize("rows", [1, 100, 10_000])
def test_a_frame_weighs_what_pandas_tells_of_it_and_a_little_a_column(rows: int) -> None:
    table = frame(rows).assign(c="é" * 40, day=pd.Timestamp("2026-11-29"), e=[[1, 2, 3]] * rows, f=0.5, g=True)
    told = int(table.memory_usage(deep=True, index=False).sum())
    assert told - 200 <= _weighed(table)[0] - 1_000 * (len(table.columns) + 1) <= told * 1.02 + 200


def views(table: pd.DataFrame) -> int:
    """How many views pandas remembers of a frame's columns, most of which are no more."""
    return sum(len(block.refs.referenced_blocks) for block in table._mgr.blocks)


def test_views_that_are_no_more_are_forgotten_of_what_is_kept() -> None:
    store, made = Kept(10_000_000, contents=2), Made("Titre", frame())
    store.put("a", 1, made)
    for _ in range(200):
        made.table.copy(deep=False)
    assert views(made.table) > 400
    held = made.table.copy(deep=False)
    store.get("a", 1)
    assert views(made.table) == 2 * len(made.table._mgr.blocks), "its own and those of the copy that somebody has"
    held.loc[0, "a"] = "autre"
    assert made.table.loc[0, "a"] == "mot"


def test_answers_that_are_asked_again_and_again_grow_by_nothing(database: object) -> None:
    for _ in range(100):
        queries.themes()
    answer = base._answer(queries.content_hash(), "themes", ())
    assert views(answer) <= 4 * len(answer._mgr.blocks)


def test_the_results_of_all_functions_have_one_bound(database: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "_RESULTS", Kept(50_000, 8))
    made: list[str] = []

    def functions() -> Iterator[object]:
        for name in "abc":

            @queries.once_per_content
            def long(selection: Selection, name: str = name) -> str:
                made.append(name)
                return name * 10_000

            yield long

    for _ in range(2):
        for one in functions():
            for words in ("vélo", "train", "vélo"):
                one(Selection(words=words))  # type: ignore[operator]
    assert len(made) == 12, "each once while it is kept, which is not for ever"
    assert base._RESULTS.weight <= 50_000


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the GNU C library alone is asked")
def test_memory_that_is_free_is_given_back() -> None:
    """In a process of its own: eight threads take and let go of 160 MB, and keep a little of each."""
    if not hasattr(ctypes.CDLL(None), "malloc_trim"):
        pytest.skip("this is not the GNU C library")
    script = """
import importlib.util, sys, threading, time
spec = importlib.util.spec_from_file_location("memory", "dashboard/shell/memory.py")
memory = importlib.util.module_from_spec(spec)
spec.loader.exec_module(memory)
memory._EVERY = 0.2
if sys.argv[1] == "yes":
    assert memory.give_back_memory()
kept = []
def take():
    held = [bytes(2_000) for _ in range(10_000)]
    kept.append(held[::200])
threads = [threading.Thread(target=take) for _ in range(8)]
[one.start() for one in threads]
[one.join() for one in threads]
time.sleep(0.5)
print(open("/proc/self/smaps_rollup").read().split("Pss:")[1].split()[0])
"""
    told = {}
    for asked in ("yes", "no"):
        command = [sys.executable, "-c", script, asked]
        told[asked] = int(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    assert told["yes"] < 0.7 * told["no"], told
