"""Loading lists of grants and adopting plans, killed on the way or on a full disk: all of it is kept, or nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.__main__ import main
from etl.alone import alone
from etl.grants.kept import lists_of
from etl.inputs import is_current
from etl.paths import DATA, ROOT
from tests import granted
from tests.invented import Invented
from tests.little_disk import filled, little_disk

# Stops, to be killed there, where a step of the work begins.
STOPPED = """
import os, signal, sys, importlib
module, name, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
owner = importlib.import_module(module)
*path, last = name.split(".")
for part in path:
    owner = getattr(owner, part)
real = getattr(owner, last)
def stopped(*args, **named):
    global times
    times -= 1
    if times == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **named)
setattr(owner, last, stopped)
from etl.__main__ import main
sys.exit(main(sys.argv[4:]))
"""
only_posix = pytest.mark.skipif(os.name != "posix", reason="processes are killed by POSIX signals")


def loaded(database: Path) -> int:
    with duckdb.connect(str(database), read_only=True) as connection:
        return int(connection.execute('SELECT count(DISTINCT source_id) FROM "grant"').fetchall()[0][0])


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    found = []
    for name, title in (("une-2024", "Rénovation de l’école"), ("autre-2023", "Isolation de la mairie")):
        found.append(tmp_path / f"{name}.csv")
        found[-1].write_bytes(granted.separated([granted.DGCL | {"intitule": title}]))
    return found


@pytest.fixture(autouse=True)
def into(built: Invented) -> Path:
    """Where lists are loaded; a grant counts in the communes of France, which the invented folder is without."""
    (built.data / "reference" / "france").symlink_to(DATA / "reference" / "france")
    return built.data / "grants" / "loaded"


def asked(built: Invented, files: list[Path]) -> list[str]:
    where = ["--data", str(built.data), "--database", str(built.database)]
    return ["grants", *map(str, files), *where]


def build(built: Invented) -> int:
    return main(["build", "--if-changed", "--data", str(built.data), "--database", str(built.database)])


def left(into: Path) -> list[str]:
    return sorted(path.name for path in into.iterdir()) if into.is_dir() else []


@only_posix
@pytest.mark.parametrize(
    ("module", "name", "times"),
    [
        ("etl.grants.kept", "toml", 1),
        ("etl.grants.bring", "keep", 2),
        ("etl.whole", "put", 2),
        ("etl.whole", "put", 3),
        ("pathlib", "Path.unlink", 4),
    ],
)
def test_a_loading_of_two_lists_that_is_killed_leaves_both_or_none(
    module: str, name: str, times: int, built: Invented, into: Path, files: list[Path]
) -> None:
    before = loaded(built.database)
    killed = subprocess.run(
        [sys.executable, "-c", STOPPED, module, name, str(times), *asked(built, files)], cwd=ROOT, capture_output=True
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()[-500:]
    assert loaded(built.database) in (before, before + 2)
    # Whoever builds meanwhile has none of them.
    assert not [one for one in lists_of(into.parent) if one.parent == into]
    assert build(built) == 0
    assert loaded(built.database) == before and left(into) == []
    assert main(asked(built, files)) == 0
    assert loaded(built.database) == before + 2 and len(left(into)) == 2
    assert is_current(built.data, built.database)


def test_a_loading_on_a_full_disk_is_told_and_leaves_nothing(
    built: Invented, files: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with little_disk(tmp_path / "disk", "16m") as disk:
        own = Invented(disk / "data", disk / "base.duckdb")
        shutil.copytree(built.data, own.data, symlinks=True)
        shutil.copy(built.database, own.database)
        before = loaded(own.database)
        with filled(disk):
            assert main(asked(own, files)) == 1
            assert "-> name files that are there, and free space; nothing was loaded" in capsys.readouterr().err
            assert left(own.data / "grants" / "loaded") == [] and loaded(own.database) == before
        assert main(asked(own, files)) == 0
        assert loaded(own.database) == before + 2


def test_two_loadings_at_once_do_not_mix(
    built: Invented, into: Path, files: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    with alone(into / ".lock"):
        assert main(asked(built, files)) == 1
        assert "-> wait" in capsys.readouterr().err
    assert main(asked(built, files)) == 0


@pytest.fixture
def half_a_document(built: Invented) -> Iterator[Path]:
    """What an adoption that was killed left."""
    folder = built.data / "documents" / ".adopting-x" / "cc-plan"
    folder.mkdir(parents=True)
    (folder / "source.toml").write_text("title = ", "utf-8")
    yield folder


def test_half_a_plan_that_was_being_adopted_is_no_document(built: Invented, half_a_document: Path) -> None:
    assert half_a_document.exists()
    built.append("codebook/terms.csv", "theme,sante,infirmier,3")
    assert build(built) == 0
