"""What was promised of exports' speed, held loosely: the benchmark measures, this catches what would be a mistake."""

from __future__ import annotations

import pytest

from benchmarks import exports
from benchmarks.dossier import a_dossier, each_view
from dashboard.dossier import views

pytestmark = pytest.mark.usefixtures("database")
# A slow machine, and coverage, which doubles the time of Python.
_GENEROUS = 4


def test_every_view_is_measured() -> None:
    measured = {comparison.key for comparison, _ in each_view()}
    assert len([key for key in measured if not key.startswith("montants-")]) == len(views.VIEWS)
    assert any(key.startswith("montants-") for key in measured)
    assert len(a_dossier(exports.VIEWS).entries) == exports.VIEWS


def test_a_chart_as_a_slide_or_a_workbook_takes_little_time() -> None:
    too_long = [(what, spent) for what, spent, bound in exports.charts(times=3) if spent > _GENEROUS * bound]
    assert not too_long


def test_a_dossier_as_a_deck_or_a_workbook_takes_little_time() -> None:
    too_long = [(what, spent) for what, spent, bound in exports.dossiers(times=1) if spent > _GENEROUS * bound]
    assert not too_long


def test_a_bound_that_is_passed_makes_the_benchmark_fail(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for part in ("dossiers", "kits", "visitors"):
        monkeypatch.setattr(exports, part, lambda *_: iter(()))
    monkeypatch.setattr("sys.argv", ["exports"])
    monkeypatch.setattr(exports, "charts", lambda *_: iter([("vite", 0.01, 0.05)]))
    assert exports.main() == 0
    monkeypatch.setattr(exports, "charts", lambda *_: iter([("vite", 0.01, 0.05), ("lent", 0.06, 0.05)]))
    assert exports.main() == 1
    assert capsys.readouterr().out.count("TROP LONG") == 1
