"""An error in one part of a page: a French sentence with a reference for the visitor, the trace in the log."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from dashboard.widgets import charts, texts
from etl.paths import ROOT
from tests.apps import AppTest


def broken(*_: object, **__: object) -> str:
    raise RuntimeError("le détail que le visiteur n’a pas à lire")


def reference_of(app: AppTest) -> str:
    (error,) = app.error
    assert "n’a pas pu être affichée" in error.value and "RuntimeError" not in error.value
    found = re.search(r"[0-9a-f]{8}", error.value)
    assert found
    return found[0]


def test_a_chart_that_fails_leaves_the_rest_of_its_page(
    database: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(charts, "_drawn", broken)
    with caplog.at_level(logging.ERROR):
        app = AppTest.from_file(str(ROOT / "dashboard" / "main.py"), default_timeout=60).run()
    assert not app.exception
    reference = reference_of(app)
    (logged,) = [record for record in caplog.records if reference in record.getMessage()]
    assert logged.exc_info and "le détail" in str(logged.exc_info[1])
    assert any("Les territoires et leurs documents" in element.value for element in app.html)


def test_a_page_that_fails_as_a_whole_is_told_in_french(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "questions", broken)
    app = AppTest.from_file(str(ROOT / "dashboard" / "main.py"), default_timeout=60).run()
    assert not app.exception
    assert reference_of(app)
