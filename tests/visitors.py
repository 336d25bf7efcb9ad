"""Fixtures of the browser tests: one server and one Chromium for the whole session, a visitor of its own for each test.

A plugin of the test modules that name it in `pytest_plugins`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.served import CHROMIUM_FLAGS, CHROMIUM_NAMES, Served, Watched, chromium_of, serving, visiting


@pytest.fixture(scope="session")
def served(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The dashboard on the real database."""
    with serving(database, tmp_path_factory.mktemp("served") / "log.txt") as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium. Without one the test is skipped, or fails where EN_REGARD_BROWSER_TESTS=required."""
    with sync_playwright() as playwright:
        found = chromium_of(playwright.chromium)
        if not Path(found).exists():
            why = f"no Chromium on this machine (looked for {', '.join(CHROMIUM_NAMES)} and Playwright’s own)"
            if os.environ.get("EN_REGARD_BROWSER_TESTS") == "required":
                pytest.fail(why)
            pytest.skip(why)
        # Chromium refuses its sandbox to root.
        sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        opened = playwright.chromium.launch(
            executable_path=found,
            args=[*CHROMIUM_FLAGS, *sandbox],
        )
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Browser, served: Served) -> Iterator[Callable[..., Watched]]:
    """Open a page of the dashboard as a new visitor: `visit("actions?theme=mobilite", phone=True)`."""
    with ExitStack() as visitors:

        def opened(address: str = "", **screen: bool) -> Watched:
            watched = visitors.enter_context(visiting(browser, served, **screen))
            watched.open(address)
            return watched

        yield opened
