"""Forty doubtful actions are reviewed in ten minutes: by the benchmark's own person, who reads, decides, puts right."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from benchmarks import review as pace
from dashboard.workspace import review, store
from tests.served import serving

# A review of that many costs seconds, and tells as much of the pace.
_ACTIONS, _FORTY, _MINUTES = 8, 40, 10


def test_forty_doubtful_actions_are_reviewed_in_ten_minutes_at_a_person_s_pace(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EN_REGARD_WORKSPACES", str(tmp_path / "workspaces"))
    workspace = pace.bring_plan(_FORTY)
    with serving(database, tmp_path / "log.txt") as served:
        reviewed = pace.reviewing(urlsplit(served.url).port or 0, workspace, _ACTIONS)
    assert reviewed.seconds * _FORTY / _ACTIONS < 60 * _MINUTES
    folder = store.plans(workspace)[0]
    assert len(review.decided(folder)) == _ACTIONS
    # Every third was put right, the others are as the rules had them; nobody decides without reading.
    assert len(review.accepted(folder)) == sum(at % 3 != 0 for at in range(_ACTIONS))
    titles = re.findall(r"^- (.+)$", pace.plan(_FORTY), re.MULTILINE)
    fewest = min(len(title.split()) for title in titles)
    assert min(reviewed.person) > 60 * fewest / 238 + 3
