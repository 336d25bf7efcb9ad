"""What a séance keeps on disk, and the addresses that it hands out."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import segno

from dashboard.dossier import store
from dashboard.dossier.model import Dossier
from dashboard.projection import address
from dashboard.projection.state import Known, Refused, State, read
from dashboard.seance import register
from tests.projected import modules


@pytest.fixture(autouse=True)
def own_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EN_REGARD_DOSSIERS", str(tmp_path / "dossiers"))


# What is kept on disk


def test_a_seance_goes_with_its_dossier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_MOST", 3)
    names = []
    for _ in range(4):
        names.append(register.begin(Dossier("x")).name)
        time.sleep(0.02)
    register.begin(Dossier("une autre"))
    assert store.take(names[0]) is None and register.take(names[0]) is None
    assert all(store.take(name) and register.take(name) for name in names[2:])


KNOWN = Known(("un", "deux"), {"mobilite"}, {"cahors", "midi-quercy"})


def test_a_state_comes_back_from_its_file_as_it_was() -> None:
    state = State("deux").changed(
        {"page": 3, "theme": "mobilite", "territories": ["cahors"], "measure": "nombre", "address": "192.168.1.4:80"},
        KNOWN,
    )
    assert read(state.to_text(), KNOWN) == state
    assert state.address == "http://192.168.1.4:80/"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"step": "parti", "page": "x", "inconnu": 1}'])
def test_a_state_that_does_not_read_starts_at_the_beginning(content: str) -> None:
    state = read(content, KNOWN)
    assert (state.step, state.page, state.panel) == ("un", 0, None)


def test_what_remains_of_a_state_is_kept_when_a_part_of_it_means_nothing_any_more() -> None:
    state = read('{"step": "deux", "theme": "lune", "look": "dark"}', KNOWN)
    assert (state.step, state.theme, state.look) == ("deux", "", "dark")
    with pytest.raises(Refused):
        state.changed({"theme": "lune"}, KNOWN)


# Addresses


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ""),
        ("192.168.1.20:8501", "http://192.168.1.20:8501/"),
        (" https://regard.example.org/plans ", "https://regard.example.org/plans/"),
        ("http://[fe80::1]:8501", "http://[fe80::1]:8501/"),
    ],
)
def test_an_address_is_read_as_people_write_it(typed: str, expected: str) -> None:
    assert address.checked(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "ftp://x",
        "http://",
        "http://a b",
        "http://x/?q=1",
        "http://x#y",
        "http://u:p@x",
        "http://x:99999",
        "x" * 300,
        "http://[::",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(address.AddressRefused):
        address.checked(typed)


def test_phones_get_the_address_chosen_then_the_servers_then_that_of_the_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("EN_REGARD_ADDRESS", raising=False)
    assert address.reached("http", "plans.local:8501").base == "http://plans.local:8501/"
    monkeypatch.setenv("EN_REGARD_ADDRESS", "https://regard.example.org")
    assert address.reached("http", "plans.local:8501").base == "https://regard.example.org/"
    assert address.reached("http", "localhost:8501", chosen="http://10.0.0.2:80/").base == "http://10.0.0.2:80/"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8501", "[::1]:8501"])
def test_a_request_of_this_machine_gives_its_address_on_the_network(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EN_REGARD_ADDRESS", raising=False)
    monkeypatch.setattr(address, "on_network", lambda: "192.0.2.77")
    monkeypatch.setattr(address, "_answers", lambda host, port: False)
    found = address.reached("http", host)
    assert found.base.startswith("http://192.0.2.77:") and "ADDRESS=0.0.0.0" in found.warning
    monkeypatch.setattr(address, "on_network", lambda: None)
    alone = address.reached("http", host)
    assert alone.base == f"http://{host}/" and "aucun réseau" in alone.warning


def test_the_qr_code_is_that_of_the_address() -> None:
    url = "http://192.168.1.20:8501/themes?territoire=cahors,midi-quercy&theme=sante"
    assert modules(address.qr(url)) == [
        [bool(one) for one in row] for row in segno.make(url, micro=False, error="m").matrix
    ]
