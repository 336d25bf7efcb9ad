"""What the tests share: the real database built once, and small invented folders built by the real ETL."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, settings

from dashboard.operations.limits import Limit
from dashboard.operations.throttle import Throttle
from dashboard.workspace import bringing
from etl.documents import read_document, read_documents
from etl.grammars import cut
from etl.load import build
from etl.models import Cut, Document
from etl.paths import DATA
from tests.invented import Invented, write_data, write_document

# A busy machine makes no test fail: what must be quick is measured by tests of its own.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

# What `make test-fast` leaves out to end within a minute and a half, beside the tests that drive the dashboard in a
# browser; the longest first, so that none is begun when all others are done.
_SLOW = (
    "test_claims",
    "test_browser_own_territory",
    "test_browser_pages",
    "test_browser_projection",
    "test_browser_dossier",
    "test_browser_print",
    "test_export_rendered",
    "test_export_webpage",
    "test_browser_flows",
    "test_browser_projection_phones",
    "test_export_says",
    "test_browser_publish",
    "test_browser_own",
    "test_bounds",
    "test_many_territories",
    "test_browser_projection_driving",
    "test_browser_phone",
    "test_build",
    "test_plan_review",
    "test_review_pace",
    "test_power_loss",
    "test_faults_grants",
    "test_browser_projection_windows",
    "test_pages",
    "test_browser_shell",
    "test_faults_ending",
    "test_export_images",
    "test_browser_zoom_and_links",
    "test_browser_reader",
    "test_faults_base",
    "test_browser_projection_restart",
    "test_payloads",
    "test_browser_proxies",
    "test_packed_grants",
    "test_export_word",
    "test_plan_folders",
    "test_search_answers",
    "test_export_report",
    "test_page_registry",
    "test_export_tables",
    "test_data_package",
    "test_export_workshop",
    "test_export_template",
    "test_export_pptx",
    "test_grants_beside",
    "test_serve",
    "test_bad_input",
    "test_journal",
    "test_install",
    "test_export_speed",
    "test_search",
    "test_projection_screens",
    "test_faults_kept",
    "test_plan_cutting",
    "test_export_template_leaks",
    "test_export_own",
    "test_faults_builds",
    "test_fuzz_templates",
    "test_fuzz_plans",
    "test_limits",
    "test_own_plan_pages",
    "test_upgrade",
    "test_backup",
    "test_deploy",
    "test_workspaces",
    "test_workspace_plans",
    "test_new_mark_and_unit",
    "test_field_sums",
    "test_export_fonts",
    "test_projection_server",
    "test_no_share_of_nothing",
    "test_export_minutes",
    "test_literal_words",
    "test_projection_phones",
    "test_export_measure",
    "test_reader",
    "test_facets",
    "test_funding_and_schemes",
    "test_unread_documents",
    "test_checks",
    "test_queries_connection",
    "test_export_fiche",
    "test_usual_funding",
    "test_contested_codes",
)


def _is_slow(path: Path) -> bool:
    return path.stem in _SLOW or path.stem.startswith("test_browser")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole", action="store_true", help="go through all combinations of what is else tried by pairs")


@pytest.fixture(scope="session")
def all_combinations(pytestconfig: pytest.Config) -> bool:
    """Whether all combinations are asked for, not those alone that `tests/pairs.py` chooses."""
    return bool(pytestconfig.getoption("whole"))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Not even read what is left out: each worker would."""
    is_left_out = "not slow" in config.getoption("markexpr") and collection_path.suffix == ".py"
    return True if is_left_out and _is_slow(collection_path) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the slow tests, in one place, and begin with them."""
    for item in items:
        if _is_slow(item.path):
            item.add_marker(pytest.mark.slow)
    places = {name: at for at, name in enumerate(_SLOW)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places) - item.path.stem.startswith("test_browser")))


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: looking for garbage in it again and again was a twelfth of the
    time of tests that make many small objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_unconfigure() -> None:
    gc.unfreeze()


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The database of the real sources, built once into a temporary folder; EN_REGARD_DB points to it."""
    path = tmp_path_factory.mktemp("real") / "en-regard.duckdb"
    build(DATA, path)
    before = os.environ.get("EN_REGARD_DB")
    os.environ["EN_REGARD_DB"] = str(path)
    yield path
    if before is None:
        os.environ.pop("EN_REGARD_DB", None)
    else:
        os.environ["EN_REGARD_DB"] = before


@pytest.fixture(scope="session", autouse=True)
def own_shelf_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test keeps a dossier or a plan among those of whoever runs them."""
    os.environ["EN_REGARD_DOSSIERS"] = str(tmp_path_factory.mktemp("dossiers"))
    os.environ["EN_REGARD_WORKSPACES"] = str(tmp_path_factory.mktemp("workspaces"))


@pytest.fixture(scope="session", autouse=True)
def as_many_plans_as_tests_bring() -> Iterator[None]:
    """Tests bring more plans at once than planners would, in whatever order they run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bringing, "PLANS", Limit("Trop de plans", Throttle(1_000, 1_000), ()))
        yield


@pytest.fixture
def connection(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The real database, read-only. Closed after each test: the dashboard opens the same file with other settings."""
    with duckdb.connect(str(database), read_only=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def real_cuts() -> dict[str, tuple[Document, Cut]]:
    """The five documents, cut by their grammars, by identifier."""
    return {document.document_id: (document, cut(document)) for document in read_documents(DATA / "documents")}


@pytest.fixture(scope="session")
def invented_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("invented") / "data"
    write_data(data)
    return data


@pytest.fixture
def invented(invented_template: Path, tmp_path: Path) -> Invented:
    """A copy of the invented folder, for this test alone. Nothing is built yet: call `invented.build()`."""
    shutil.copytree(invented_template, tmp_path / "data")
    return Invented(tmp_path / "data", tmp_path / "built" / "en-regard.duckdb")


@pytest.fixture(scope="session")
def invented_database(invented_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the invented folder, built once; read it only."""
    path = tmp_path_factory.mktemp("invented-built") / "en-regard.duckdb"
    build(invented_template, path)
    return path


@pytest.fixture
def built(invented: Invented, invented_database: Path) -> Invented:
    """A copy of the invented folder with its database in place."""
    invented.database.parent.mkdir(parents=True)
    shutil.copy(invented_database, invented.database)
    return invented


@pytest.fixture
def document_of(tmp_path: Path) -> Callable[..., Document]:
    """Write a document of one's own (`text`, the `[grammar]` part of its sidecar, `lines.csv` if any) and read it."""

    def write_and_read(text: str, grammar: str, lines: str | None = None, name: str = "essai") -> Document:
        write_document(tmp_path / name, text, "val-clair", "projet de territoire", grammar, lines)
        return read_document(tmp_path / name)

    return write_and_read
