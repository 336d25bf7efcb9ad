"""Every question that the dashboard asks a base, recorded as it is asked: what another engine has to answer alike."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import duckdb
import pandas as pd
import pytest

from dashboard import base, queries, search_queries
from dashboard.judged import kept
from dashboard.search.answers import answered
from dashboard.selection import Selection
from etl.paths import SQL, database_path
from tests.selections import KNOWN

# What stands in a row of an answer, in Python's own types.
Cell = Any
# Functions that ask no query of their own, or that only DuckDB's own interface answers.
_OTHER = ("table", "table_in_parts", "database_bytes")
_GRID = KNOWN["grid"][1]
SELECTIONS = {
    "all": Selection(grid=_GRID),
    "territories": Selection(territories=("midi-quercy", "occitanie")),
    "theme": Selection(themes=("mobilite", "sante"), with_secondary=True, grid=_GRID),
    "funder": Selection(funders=("leader", "region-occitanie", "associations"), with_partners=True),
    "scheme": Selection(schemes=("leader", "pat", "acv")),
    "words": Selection(words="vélo"),
    "undated": Selection(years=("non-renseigne",)),
    "nothing": Selection(territories=("cahors",), themes=("sante",), years=("2016",)),
    "together": Selection(
        territories=("cahors", "midi-quercy", "porte-du-hainaut"),
        themes=("mobilite", "energie-climat", "culture-patrimoine"),
        levels=("europe", "non-renseigne"),
        natures=("travaux-equipement", "service"),
        with_secondary=True,
    ),
}


@dataclass(frozen=True)
class Question:
    """A query with what it is given; the Selection under `selection`."""

    name: str
    parameters: tuple[tuple[str, Any], ...]

    @property
    def given(self) -> dict[str, Any]:
        return dict(self.parameters)


def asked(own: Mapping[str, tuple[object, ...]]) -> list[Question]:
    """What the functions of `queries` and `search_queries` ask of the base that is read, for each Selection.

    Args:
        own: values for the parameters of these functions, by name, each tried in turn.
    """
    found: dict[Question, None] = {}

    def recorded(ask: Callable[..., pd.DataFrame]) -> Callable[..., pd.DataFrame]:
        def asking(name: str, **parameters: Any) -> pd.DataFrame:
            found[Question(name, tuple(sorted(parameters.items())))] = None
            return ask(name, **parameters)

        return asking

    with pytest.MonkeyPatch.context() as patch:
        for module, name in ((queries, "run"), (search_queries, "run"), (search_queries, "once")):
            patch.setattr(module, name, recorded(getattr(base, name)))
        for module in (queries, search_queries):
            for function in _functions(module):
                _ask(function, own)
        for words in ("vélo", "contrat local de santé"):
            answered(Selection(words=words), (5, 3))
            answered(Selection(words=words, territories=("cahors",)), (5, 3))
    # Of the base itself, not through a function: how filters are judged, and whole tables.
    for selection in SELECTIONS.values():
        found[Question("left_out", (("selection", selection.filtering),))] = None
    found[Question("judged_numbers", ())] = None
    for relation in ("envelope", "grant", "action_overview", "search_entry", "contour", "build", "territory"):
        found[Question("table", (("relation", relation),))] = None
    return list(found)


def _functions(module: ModuleType) -> Iterator[Callable[..., object]]:
    for name, function in vars(module).items():
        is_own = inspect.isfunction(function) and function.__module__ == module.__name__
        if is_own and not name.startswith("_") and name not in _OTHER:
            yield function


def _ask(function: Callable[..., object], own: Mapping[str, tuple[object, ...]]) -> None:
    """Once for each Selection, if it takes one, and once more for each other value that it can be given."""
    names = [name for name in inspect.signature(function).parameters if name != "selection"]
    rounds = max([1, *(len(own[name]) for name in names)])
    for at in range(rounds):
        given = {name: own[name][at % len(own[name])] for name in names}
        if "selection" not in inspect.signature(function).parameters:
            function(**given)
            continue
        for selection in SELECTIONS.values() if at == 0 else (SELECTIONS["all"], SELECTIONS["theme"]):
            function(selection=selection, **given)


def answer_of_duckdb(question: Question) -> tuple[list[str], list[list[Cell]]]:
    """The columns and rows of DuckDB's answer, in Python's own types."""
    with base.connect(database_path()) as connection:
        (statement,) = connection.extract_statements((SQL / "queries" / f"{question.name}.sql").read_text("utf-8"))
        given: dict[str, object] = {}
        for name, value in question.parameters:
            given[name] = list(value) if isinstance(value, tuple) else value
            if isinstance(value, Selection):
                given["selection"] = value.parameters()
                given["kept"] = kept(base.run("judged_numbers"), base.run("left_out", selection=value))
        answer = connection.execute(statement, {name: given[name] for name in statement.named_parameters})
        return columns_of(answer), [list(row) for row in answer.fetchall()]


def columns_of(answer: duckdb.DuckDBPyConnection) -> list[str]:
    return [told[0] for told in answer.description]


def is_same(one: Cell, other: Cell) -> bool:
    """Whether two cells say the same, to the last digit but for what is floating: sums of it hang on their order."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-12) or (math.isnan(one) and math.isnan(other))
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(is_same(one[name], other[name]) for name in one)
    return type(one) is type(other) and one == other
