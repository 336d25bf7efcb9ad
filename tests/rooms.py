"""The room's window and the facilitator's, in a browser, on a dashboard of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.projected import QUATRE, open_window, put_dossier
from tests.served import Served, serving, visiting


@pytest.fixture(scope="module")
def stage(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(database, tmp_path_factory.mktemp("driving") / "log.txt") as running:
        yield running


@pytest.fixture
def windows(browser: Browser, stage: Served) -> Iterator[tuple[Page, Page]]:
    """The room's window and the facilitator's, of two visitors: two machines of one room."""
    with ExitStack() as visitors:
        room = visitors.enter_context(visiting(browser, stage))
        desk = visitors.enter_context(visiting(browser, stage))
        room.page.set_viewport_size({"width": 1920, "height": 1080})
        # A sequence put on the shelf, not asked for: a server makes thirty a minute, and tests are quicker.
        seance = put_dossier(stage, QUATRE)
        open_window(room.page, stage.url, seance)
        open_window(desk.page, stage.url, seance, role="presentateur")
        yield room.page, desk.page
        assert not room.foreign_requests and not desk.foreign_requests
        assert any(request.startswith("ws://") for request in room.requests), "sockets are counted too"


@pytest.fixture
def room(windows: tuple[Page, Page]) -> Page:
    return windows[0]
