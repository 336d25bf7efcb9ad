"""The layers of the dashboard and of the readers: what each may import, where SQL may stand, how long a file may be."""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from etl.paths import ROOT

MOST_LINES = 400
FILES = sorted(
    path.relative_to(ROOT)
    for pattern in (
        "app.py",
        *(
            f"{folder}/**/*.py"
            for folder in ("benchmarks", "dashboard", "etl", "evaluation", "on_spark", "pages", "tests")
        ),
    )
    for path in ROOT.glob(pattern)
)
# The layers of these packages, from the ground up: each imports its own and those below. Names are modules or packages.
LAYERS = {
    "dashboard": (
        ("operations",),
        ("look",),
        ("selection", "page_registry", "citations"),
        ("judged", "kept", "base", "crossed", "queries", "search_queries"),
        ("comparisons",),
        ("charts",),
        ("search",),
        ("dossier",),
        ("seance",),
        ("exports",),
        ("publish",),
        ("projection",),
        ("workspace",),
        ("widgets",),
        ("main", "backup", "compression", "serve", "shell"),
    ),
    "etl.readers": (
        ("model", "text", "packages"),
        ("workbooks",),
        ("fields",),
        ("lines",),
        ("fiches",),
        ("tables",),
        ("pdf", "texts"),
        ("office",),
        ("read",),
    ),
}
# Who alone may import a library, or another part of the repository; a name stands for all that is below it.
ALONE = {
    "streamlit": ("app", "dashboard.main", "dashboard.widgets", "pages", "benchmarks"),
    "sqlite3": ("dashboard.seance", "dashboard.operations"),
    "duckdb": ("etl", "dashboard.base", "evaluation"),
    "plotly": ("dashboard.charts.as_it_is", "dashboard.exports"),
    "dashboard.widgets": ("app", "dashboard.widgets", "dashboard.main", "pages"),
    "pages": (),
    # Half a gigabyte that nothing served needs, nor what reads plans.
    "pyspark": ("on_spark",),
    "sqlglot": ("on_spark",),
    "on_spark": ("on_spark",),
    # What runs the tests' own properties for long.
    "tests": ("benchmarks.fuzz",),
}
# The standard library aside, all that these may import.
ONLY = {
    "dashboard.base": ("duckdb", "pandas", "etl.paths", "dashboard.judged", "dashboard.kept", "dashboard.selection"),
    "dashboard.crossed": ("pandas", "numpy"),
    "dashboard.judged": ("pandas", "numpy"),
    "dashboard.kept": ("pandas", "numpy"),
    "dashboard.queries": ("pandas", "dashboard.base", "dashboard.crossed", "dashboard.selection"),
    "etl": (
        "etl",
        "duckdb",
        "pyarrow",
        "pandas",
        "numpy",
        "Stemmer",
        "python_calamine",
        "docx",
        "pptx",
        "lxml",
        "pypdfium2",
    ),
    "on_spark": (
        "on_spark",
        "pyspark",
        "sqlglot",
        "pandas",
        "numpy",
        "dashboard.judged",
        "dashboard.selection",
        "etl.paths",
    ),
}
# What of the ETL the others may know.
KNOWN_OF_ETL = {
    "dashboard": ("etl.paths", "etl.whole"),
    # Words typed are read as those of documents were when the base was built.
    "dashboard.search": ("etl.search",),
    "dashboard.operations": ("etl.paths", "etl.discreet"),
    # A planner's plan is read and built by the ETL that builds the shipped ones.
    "dashboard.workspace": ("etl",),
    "pages": (),
    "on_spark": ("etl.paths",),
}
SQL_FOLDERS = ("etl", "dashboard/base.py", "dashboard/seance", "dashboard/operations", "tests", "evaluation")
_SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|CREATE\s+(TABLE|VIEW|MACRO)|DELETE\s+FROM|UPDATE\s+\w+\s+SET)\b", re.S
)


def name_of(path: Path) -> str:
    """The module of a file."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


@cache
def imports(path: Path, root: Path = ROOT) -> frozenset[str]:
    """Full names of what a file imports, wherever in the file: `from a import b` is `a` and `a.b`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((root / path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = [*path.parent.parts][: len(path.parent.parts) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return frozenset(found)


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


def code() -> dict[str, Path]:
    """The modules that are no tests, with their files."""
    return {name_of(path): path for path in FILES if path.parts[0] != "tests"}


def package_of(name: str, above: str) -> str:
    """The module or package of LAYERS, below the one above, that a module belongs to; none, elsewhere."""
    return name.removeprefix(f"{above}.").split(".")[0] if name.startswith(f"{above}.") else ""


@pytest.mark.parametrize("above", LAYERS)
def test_every_module_stands_in_a_layer(above: str) -> None:
    known = [package for packages in LAYERS[above] for package in packages]
    assert len(known) == len(set(known))
    assert {package_of(name, above) for name in code()} - {""} == set(known)


@pytest.mark.parametrize("above", LAYERS)
def test_a_layer_imports_itself_and_those_below_alone(above: str) -> None:
    height = {package: at for at, packages in enumerate(LAYERS[above]) for package in packages}
    found = [
        f"{name} imports {other}"
        for name, path in code().items()
        if (package := package_of(name, above))
        for other in imports(path)
        if height.get(package_of(other, above), -1) > height[package]
    ]
    assert not found


@pytest.mark.parametrize("above", LAYERS)
def test_no_packages_import_each_other_in_a_circle(above: str) -> None:
    graph: dict[str, set[str]] = {}
    for name, path in code().items():
        if package := package_of(name, above):
            graph.setdefault(package, set()).update(package_of(other, above) for other in imports(path))
    order = TopologicalSorter({package: others - {"", package} for package, others in graph.items()}).static_order()
    assert len(list(order)) >= len(graph)


def test_what_one_package_alone_may_import_no_other_does() -> None:
    found = [
        f"{name} imports {other}"
        for name, path in code().items()
        for other in imports(path)
        for library, packages in ALONE.items()
        if is_below(other, library) and not any(is_below(name, package) for package in packages)
    ]
    assert not found


def test_the_etl_knows_nothing_of_the_dashboard_which_knows_its_paths_alone() -> None:
    found = [
        f"{name} imports {other}"
        for name, path in code().items()
        for other in imports(path)
        if (is_below(name, "etl") and is_below(other, "dashboard"))
        or (is_below(other, "etl") and other != "etl" and not any(is_below(other, one) for one in known_of_etl(name)))
    ]
    assert not found


def known_of_etl(name: str) -> tuple[str, ...]:
    """What of the ETL a module may know: as the nearest package above it says; the ETL and its tests know all."""
    above = [package for package in KNOWN_OF_ETL if is_below(name, package)]
    return KNOWN_OF_ETL[max(above, key=len)] if above else ("etl",)


def test_a_package_with_a_list_imports_that_list_and_the_standard_library_alone() -> None:
    found = [
        f"{name} imports {other}"
        for name, path in code().items()
        for package, own in ONLY.items()
        if is_below(name, package)
        for other in imports(path)
        if other.split(".")[0] not in sys.stdlib_module_names and not any(is_below(other, one) for one in own)
    ]
    assert not found


def test_no_sql_stands_outside_its_folders() -> None:
    outside = [path for path in FILES if not path.as_posix().startswith(SQL_FOLDERS)]
    found = [f"{path}:{line}" for path in outside for line, text in strings(path) if _SQL.search(text)]
    assert not found, "it belongs in sql/queries"


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    lengths = {str(path): len((ROOT / path).read_text("utf-8").splitlines()) for path in FILES}
    assert not {path: lines for path, lines in lengths.items() if lines > MOST_LINES}


def test_nothing_reaches_outside_the_repository() -> None:
    # Built from parts, so that this very file does not hold what it looks for.
    outside = [f"..{'/'}shared", f"/{'work'}/", f"/{'tmp'}/", f"/{'home'}/"]
    found = [
        f"{path}:{line}" for path in FILES for line, text in strings(path) if any(place in text for place in outside)
    ]
    assert not found


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
