"""Where nobody has read, nothing agrees with anything: documents without readings change no figure of agreement."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from etl.report import agreement_report
from etl.sources import read_sources
from tests.invented import PLAN, PLAN_GRAMMAR, Invented, write_document
from tests.test_pages import opened, text_of

_UNREAD = 4


def figures(database: Path) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        agreement = connection.execute("SELECT * FROM agreement ORDER BY ALL").fetchall()
        return agreement, connection.execute("SELECT * FROM theme_confusion ORDER BY ALL").fetchall()


def add_unread(invented: Invented) -> None:
    for number in range(_UNREAD):
        text = PLAN.replace("- ", f"- Canton {number} : ")
        write_document(
            invented.data / "documents" / f"non-lu-{number}", text, "val-clair", "projet de territoire", PLAN_GRAMMAR
        )


def test_plans_that_nobody_has_read_change_no_agreement(invented: Invented) -> None:
    invented.build()
    before, report = figures(invented.database), agreement_report(read_sources(invented.data))
    add_unread(invented)
    invented.build()
    assert figures(invented.database) == before
    assert before[0]
    after = agreement_report(read_sources(invented.data))
    # The report says how many units there are; what was measured on them stays.
    assert [line for line in after.splitlines() if "units)" not in line] == [
        line for line in report.splitlines() if "units)" not in line
    ]


def test_the_method_page_names_the_documents_that_nobody_has_read(
    invented: Invented, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_unread(invented)
    invented.build()
    monkeypatch.setenv("EN_REGARD_DB", str(invented.database))
    page = opened("methode")
    assert not page.exception
    said = text_of(page)
    assert said.count("unités codées par les règles seules sur 4") == _UNREAD
    assert "Deux lectures de 8" in said and "unités sur 24" in said


def test_where_no_document_was_read_no_agreement_is_told(invented: Invented, monkeypatch: pytest.MonkeyPatch) -> None:
    for readings in (invented.data / "codebook" / "readings").rglob("*.csv"):
        readings.unlink()
    for decisions in (invented.data / "codebook" / "decisions").glob("*.csv"):
        decisions.unlink()
    invented.build()
    assert figures(invented.database) == ([], [])
    monkeypatch.setenv("EN_REGARD_DB", str(invented.database))
    page = opened("methode")
    assert not page.exception
    assert "aucun accord n’est mesuré" in text_of(page) and "κ =" not in text_of(page)
