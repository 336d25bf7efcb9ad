"""The rooms of the house: what each may import, where SQL may stand, how long a file may be."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

from etl.paths import ROOT

MOST_LINES = 400
FILES = sorted(
    path.relative_to(ROOT)
    for pattern in ("app.py", *(f"{room}/**/*.py" for room in ("benchmarks", "dashboard", "etl", "pages", "tests")))
    for path in ROOT.glob(pattern)
)
# A room, and the modules that its files must not import. A name stands for all that is below it.
_DRAWING = ("streamlit", "plotly")
_RENDERER = ("streamlit", "duckdb", "etl", "pages", "dashboard.queries", "dashboard.widgets")
FORBIDDEN = {
    "etl": (*_DRAWING, "dashboard", "pages"),
    "dashboard/queries": (*_DRAWING, "pages", "dashboard.widgets", "dashboard.comparisons"),
    "dashboard/comparisons": (*_DRAWING, "duckdb", "etl", "pages", "dashboard.widgets"),
    "dashboard/selection": (*_DRAWING, "duckdb", "etl", "pages", "dashboard"),
    "dashboard/findings": (*_DRAWING, "duckdb", "etl", "pages", "dashboard.widgets"),
    "dashboard/outline": (*_DRAWING, "duckdb", "etl", "pages", "dashboard.widgets"),
    "dashboard/nearest": (*_DRAWING, "duckdb", "etl", "pages", "dashboard.widgets"),
    "dashboard/questions": (*_DRAWING, "duckdb", "etl", "pages", "dashboard.widgets", "dashboard.queries"),
    **{
        f"dashboard/search{part}": (*_DRAWING, "duckdb", "etl", "pages", "dashboard.widgets")
        for part in ("", "_find", "_index", "_lexicon", "_near", "_words")
    },
    "dashboard/figures": _RENDERER,
    "dashboard/tables": _RENDERER,
    "dashboard/summaries": _RENDERER,
    "dashboard/html": _RENDERER,
    "dashboard/style": _RENDERER,
    "dashboard/formats": _RENDERER,
    "dashboard/evidence": _RENDERER,
    "dashboard/widgets": ("duckdb", "etl", "pages"),
    "dashboard/house": ("duckdb", "etl", "pages"),
    "dashboard/stage": ("streamlit", "duckdb", "etl", "pages", "dashboard.widgets"),
    # Any other module of the reading room: it may ask the queries, and knows no screen.
    "dashboard": (*_DRAWING, "duckdb", "etl", "pages", "dashboard.widgets"),
    "pages": ("duckdb", "etl", "pages"),
    "evaluation": (*_DRAWING, "duckdb", "pages", "dashboard.widgets"),
    "app": ("duckdb", "etl", "pages"),
    # It measures the house from outside, served as it is.
    "benchmarks": ("duckdb", "plotly", "pages", "dashboard.widgets", "tests"),
}
# The one module of the ETL that the dashboard may know, and the room that may know it.
ALLOWED = {("dashboard/queries.py", "etl.paths")}
# The standard library aside, all that these rooms may import.
ONLY = {
    "dashboard/queries": ("duckdb", "pandas", "numpy", "etl.paths", "dashboard.selection"),
    "etl": ("etl", "duckdb", "pyarrow", "pandas"),
}
SQL_ROOMS = ("etl", "dashboard/queries.py", "tests")
_SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|CREATE\s+(TABLE|VIEW|MACRO)|DELETE\s+FROM|UPDATE\s+\w+\s+SET)\b", re.S
)


def room_of(path: Path) -> str | None:
    """The room of FORBIDDEN that a file belongs to."""
    name = path.with_suffix("").as_posix()
    return next((room for room in FORBIDDEN if name == room or name.startswith(f"{room}/")), None)


def imports(path: Path, root: Path = ROOT) -> set[str]:
    """Full names of what a file imports, wherever in the file: `from a import b` is `a` and `a.b`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((root / path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = [*path.parent.parts][: len(path.parent.parts) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return found


def is_below(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def strings(path: Path, root: Path = ROOT) -> list[tuple[int, str]]:
    """The strings of a file with their lines, f-strings included, docstrings left out: these are prose."""
    tree = ast.parse((root / path).read_text("utf-8"))
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose
    ]


@pytest.mark.parametrize("path", [path for path in FILES if path.parts[0] != "tests"], ids=str)
def test_every_file_stands_in_a_room(path: Path) -> None:
    assert room_of(path) or path.name == "__init__.py", f"say in FORBIDDEN what {path} must not import"


@pytest.mark.parametrize("path", [path for path in FILES if room_of(path)], ids=str)
def test_a_room_imports_nothing_that_its_row_forbids(path: Path) -> None:
    room = room_of(path)
    assert room
    found = {
        name
        for name in imports(path)
        if any(is_below(name, package) for package in FORBIDDEN[room])
        and not any(path.as_posix() == file and is_below(name, module) for file, module in ALLOWED)
    }
    assert not found, f"{path} ({room}) imports {sorted(found)}"


@pytest.mark.parametrize(("path", "module"), [(path, module) for path, module in sorted(ALLOWED)], ids=str)
def test_where_the_etl_may_be_known_only_its_paths_are(path: str, module: str) -> None:
    known = {name for name in imports(Path(path)) if is_below(name, "etl")}
    assert all(is_below(name, module) for name in known), known


@pytest.mark.parametrize(
    ("path", "room"),
    [(path, room) for path in FILES for room in ONLY if path.as_posix().startswith((f"{room}/", f"{room}.py"))],
    ids=str,
)
def test_a_room_with_a_list_imports_that_list_and_the_standard_library_alone(path: Path, room: str) -> None:
    foreign = {
        name
        for name in imports(path)
        if name.split(".")[0] not in sys.stdlib_module_names and not any(is_below(name, own) for own in ONLY[room])
    }
    assert not foreign, f"{path} imports {sorted(foreign)}"


@pytest.mark.parametrize("path", [path for path in FILES if not path.as_posix().startswith(SQL_ROOMS)], ids=str)
def test_no_sql_stands_outside_its_rooms(path: Path) -> None:
    found = [line for line, text in strings(path) if _SQL.search(text)]
    assert not found, f"{path} says SQL at lines {found}: it belongs in sql/queries"


@pytest.mark.parametrize("path", FILES, ids=str)
def test_no_file_is_longer_than_a_reader_can_hold(path: Path) -> None:
    lines = len((ROOT / path).read_text("utf-8").splitlines())
    assert lines <= MOST_LINES, f"{path} has {lines} lines"


@pytest.mark.parametrize("path", FILES, ids=str)
def test_nothing_reaches_outside_the_repository(path: Path) -> None:
    # Built from parts, so that this very file does not hold what it looks for.
    outside = [f"..{'/'}shared", f"/{'work'}/", f"/{'tmp'}/", f"/{'home'}/"]
    found = [(line, text) for line, text in strings(path) for place in outside if place in text]
    assert not found, f"{path} reaches outside at {found}"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import streamlit as st", "streamlit"),
        ("from streamlit.testing import v1", "streamlit.testing.v1"),
        ("def f():\n    import duckdb", "duckdb"),
        ("from . import queries", "dashboard.queries"),
    ],
)
def test_an_import_is_seen_wherever_it_stands(source: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "dashboard").mkdir()
    (tmp_path / "dashboard" / "essai.py").write_text(source, "utf-8")
    assert expected in imports(Path("dashboard/essai.py"), tmp_path)


@pytest.mark.parametrize(
    "source", ["q = 'SELECT a FROM b'", "def f(t):\n    g(f'INSERT INTO {t}')", "x = ('CREATE TABLE a (b INT)',)"]
)
def test_sql_is_seen_wherever_it_stands(source: str, tmp_path: Path) -> None:
    (tmp_path / "essai.py").write_text(source, "utf-8")
    assert any(_SQL.search(text) for _, text in strings(Path("essai.py"), tmp_path))
