"""Long exports in a process of their own: what it makes, what it tells, what it refuses, and how it ends."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pptx import Presentation

from dashboard.dossier.assemble import gather
from dashboard.dossier.assembled import Gathered, in_silence
from dashboard.dossier.model import Dossier, Entry
from dashboard.exports.pptx.deck import TemplateRefused
from dashboard.exports.workshop import Workshop, WorkshopFailed
from dashboard.selection import Selection
from etl.paths import ROOT

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(scope="module")
def workshop(database: object) -> Iterator[Workshop]:
    one = Workshop()
    yield one
    one.close()


@pytest.fixture
def gathered() -> Gathered:
    return gather(
        Dossier("Deux vues", (Entry.of("themes-par-territoire", Selection()), Entry.of("echeances", Selection())))
    ).gathered


def process_of(workshop: Workshop) -> int:
    assert workshop._process
    return workshop._process.pid


def test_a_deck_is_made_by_another_process_of_lower_priority(workshop: Workshop, gathered: Gathered) -> None:
    deck = Presentation(io.BytesIO(workshop.make("pptx", gathered, in_silence)))
    assert any("Deux vues" in shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame)
    assert process_of(workshop) != os.getpid()
    assert os.getpriority(os.PRIO_PROCESS, process_of(workshop)) == os.getpriority(os.PRIO_PROCESS, 0) + 10


def test_it_tells_how_far_it_is(workshop: Workshop, gathered: Gathered) -> None:
    told: list[tuple[float, str]] = []
    with zipfile.ZipFile(io.BytesIO(workshop.make("zip", gathered, lambda *one: told.append(one)))) as kit:
        assert "LISEZ-MOI.md" in kit.namelist()
    shares = [share for share, _ in told]
    assert len(told) > 5 and shares == sorted(shares) and told[-1] == (1.0, "Kit prêt")


def test_what_a_maker_refuses_is_refused_in_its_own_words(workshop: Workshop, gathered: Gathered) -> None:
    before = workshop.make("xlsx", gathered, in_silence)
    with pytest.raises(TemplateRefused, match="modèle"):
        workshop.make("pptx", replace(gathered, template=b"no presentation"), in_silence)
    assert len(workshop.make("xlsx", gathered, in_silence)) == pytest.approx(len(before), rel=0.01), "it goes on"


def test_what_fails_is_told_for_the_log_and_the_next_is_made(workshop: Workshop, gathered: Gathered) -> None:
    with pytest.raises(WorkshopFailed, match="KeyError"):
        workshop.make("no format", gathered, in_silence)
    os.kill(process_of(workshop), signal.SIGKILL)
    made = None
    try:
        made = workshop.make("xlsx", gathered, in_silence)
    except WorkshopFailed:
        made = workshop.make("xlsx", gathered, in_silence)
    assert made.startswith(b"PK")


def test_who_goes_away_in_the_middle_leaves_nothing_for_the_next(workshop: Workshop, gathered: Gathered) -> None:
    class Gone(BaseException):
        pass

    def go(share: float, what: str) -> None:
        raise Gone

    with pytest.raises(Gone):
        workshop.make("zip", gathered, go)
    assert workshop.make("xlsx", gathered, in_silence).startswith(b"PK")


def test_it_ends_with_the_process_that_started_it(gathered: Gathered) -> None:
    script = (
        "import sys; from dashboard.exports.workshop import Workshop; one = Workshop(); "
        "print(one._running().pid, flush=True); "
        "sys.stdin.readline()"
    )
    server = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert server.stdout
    child = int(server.stdout.readline())
    server.kill()
    server.communicate()
    # It reads that nobody asks any more.
    subprocess.run(["tail", f"--pid={child}", "-f", "/dev/null"], timeout=30, check=True)
