"""A disk that fills up in a séance: the room goes on and is told; what waited is kept once there is room."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.operations import limits
from dashboard.projection import session
from dashboard.seance import register
from tests.little_disk import filled, little_disk
from tests.projected import heard, new_seance, routes_served, said, socket_to
from tests.test_projection_server import kept, until

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with little_disk(tmp_path / "disk") as disk:
        monkeypatch.setenv("EN_REGARD_DOSSIERS", str(disk / "dossiers"))
        limits.SEANCES.forget()
        yield disk


def test_a_disk_that_fills_up_in_a_seance_is_told_and_what_waited_is_kept_once_there_is_room(
    disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_LOOKED_AT_SECONDS", 0.1)
    with routes_served() as server:
        seance = new_seance(server)
        with socket_to(server, seance, role="presentateur") as desk:
            heard(desk, "state")
            said(desk, do="set", to={"step": "niveaux"}, n=1)
            until(lambda: kept(seance).get("step") == "niveaux")
            with filled(disk):
                # The log of the file has room of its own, which ends.
                for at in range(300):
                    said(desk, do="say", entry=remark(f"plein-{at}"), n=10 + at)
                    if heard_one_of(desk, "entry", "refused")["say"] == "refused":
                        break
                else:
                    pytest.fail("a full disk took everything")
                heard(desk, "state")  # a window that was refused is told where the séance stands
                said(desk, do="set", to={"step": "contours"}, n=2)
                assert heard(desk, "state")["state"]["step"] == "contours", "the room goes on"
                assert "noter ailleurs" in heard(desk, "trouble")["text"]
                before = len(register.entries(seance))
                assert before == at
            until(lambda: kept(seance).get("step") == "contours")
            until(lambda: "contours" in {one.step for one in register.shown(seance)})
            said(desk, do="say", entry=remark("après"), n=3)
            assert heard(desk, "entry")["entry"]["text"].startswith("x")
        assert len(register.entries(seance)) == before + 1
    with routes_served() as again, socket_to(again, seance) as later:
        assert heard(later, "state")["state"]["step"] == "contours"


def remark(client: str) -> dict[str, object]:
    return {
        "client": client, "step": "niveaux", "kind": "remarque", "text": "x" * 1_900, "who": "", "version": 0
    }  # fmt: skip


def heard_one_of(desk: object, *kinds: str) -> dict[str, object]:
    while True:
        told = json.loads(desk.recv(timeout=20))  # type: ignore[attr-defined]
        if told["say"] in kinds:
            return told
