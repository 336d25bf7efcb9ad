"""Which En regard runs is said on each page, in a clone and in a source archive."""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from dashboard.operations import version
from etl.paths import ROOT
from tests.apps import AppTest


@pytest.fixture
def anew() -> None:
    version.revision.cache_clear()


def test_the_foot_of_a_page_says_version_commit_and_data(database: Path, anew: None) -> None:
    page = AppTest.from_file(str(ROOT / "dashboard" / "main.py"), default_timeout=60).run()
    foot = next(one.proto.body for one in page.get("html") if "er-foot" in one.proto.body)
    said = re.search(r"En regard ([\d.]+)( \([0-9a-f]{7,}\+?\))? · .*données [0-9a-f]{8} du \d\d/\d\d/\d{4}", foot)
    assert said and said[1] == version.version()
    assert bool(said[2]) == bool(version.revision())


@pytest.mark.parametrize(("content", "said"), [("1a2b3c4d\n", "1a2b3c4d"), ("$Format:%h$\n", ""), (None, "")])
def test_an_archive_without_git_says_the_commit_that_was_written_into_it(
    content: str | None, said: str, anew: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(version, "ROOT", tmp_path)
    monkeypatch.setattr(version, "_ARCHIVED", tmp_path / "archived.txt")
    if content is not None:
        (tmp_path / "archived.txt").write_text(content, "utf-8")
    assert version.revision() == said
    version.revision.cache_clear()


@pytest.mark.skipif(not (ROOT / ".git").exists() or not shutil.which("git"), reason="this is no clone")
def test_git_archive_writes_the_commit_into_the_archive(tmp_path: Path) -> None:
    path = "dashboard/operations/archived.txt"
    packed = tmp_path / "archive.tar"
    subprocess.run(["git", "-C", str(ROOT), "archive", "-o", str(packed), "HEAD", path], check=True)
    head = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    with tarfile.open(packed) as archive:
        file = archive.extractfile(path)
        assert file and head.stdout.startswith(file.read().decode().strip())
