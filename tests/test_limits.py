"""What costs is bounded, by the address that asks and in all; a room behind one address votes at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as some
from playwright.sync_api import Browser, expect
from starlette.types import Receive, Scope, Send

from dashboard.operations import limits, throttle, visitor
from dashboard.operations.limits import Limit, TooMany, in_words
from dashboard.operations.throttle import Throttle
from tests.projected import Answer, ask
from tests.served import Served, serving, visiting
from tests.test_compression import run

pytest_plugins = ["tests.visitors"]


class Clock:
    """The time, moved by hand."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    moved = Clock()
    monkeypatch.setattr(throttle, "time", moved)
    return moved


def let(limit: Limit, key: str, times: int) -> int:
    """How many of so many are let through."""
    done = 0
    for _ in range(times):
        try:
            limit.ask(key)
            done += 1
        except TooMany:
            pass
    return done


def test_so_many_at_once_then_so_many_a_second(clock: Clock) -> None:
    limit = Limit("Trop d’exports", Throttle(3, 0.5), (Throttle(5, 1),))
    assert let(limit, "a", 10) == 3
    with pytest.raises(TooMany, match="Trop d’exports à la fois : réessayer dans 5 secondes") as refused:
        limit.ask("a")
    clock.now += refused.value.seconds
    limit.ask("a")
    clock.now += 100
    assert let(limit, "a", 10) == 3, "what was not asked for does not add up"


def test_one_address_leaves_the_others_their_part_and_all_together_have_an_end(clock: Clock) -> None:
    limit = Limit("Trop", Throttle(3, 0.5), (Throttle(5, 1),))
    assert let(limit, "a", 100) == 3
    assert let(limit, "b", 100) == 2, "what was refused is not counted among all"
    assert let(limit, "c", 100) == 0
    clock.now += 2
    assert let(limit, "c", 100) == 2


@given(burst=some.floats(1, 50), rate=some.floats(0.001, 50), asked=some.integers(1, 200))
def test_who_comes_back_when_told_is_let_through(burst: float, rate: float, asked: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        clock = Clock()
        patch.setattr(throttle, "time", clock)
        limit = Limit("Trop", Throttle(burst, rate), ())
        let(limit, "a", asked)
        try:
            limit.ask("a")
        except TooMany as error:
            clock.now += error.seconds
            limit.ask("a")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "dans 5 secondes"), (1, "dans 5 secondes"), (41, "dans 45 secondes"), (60, "dans 60 secondes"),
     (61, "dans 2 minutes"), (600, "dans 10 minutes")],
)  # fmt: skip
def test_when_to_come_back_is_said_in_french_and_never_too_early(seconds: int, said: str) -> None:
    assert in_words(seconds) == said


def test_a_room_of_two_hundred_phones_behind_one_address_enters_and_votes_at_once(clock: Clock) -> None:
    for one in (limits.PHONES, limits.VOTES, limits.REMARKS):
        one.forget()
    assert let(limits.PHONES, "198.51.100.7", 200) == 200
    assert sum(let(limits.VOTES, f"voter-{at}", 5) for at in range(200)) == 1000, "each changes their mind four times"
    assert sum(let(limits.REMARKS, f"voter-{at}", 1) for at in range(200)) == 200
    assert let(limits.EXPORTS, "198.51.100.7", 60) == 60, "two formats each, in a class of thirty"
    assert let(limits.VOTES, "a-machine", 1000) == 20 and let(limits.REMARKS, "a-machine", 1000) == 5


@pytest.mark.parametrize("told", ["beaucoup", "0", "-1", "inf", "nan"])
def test_what_is_no_number_is_told_as_the_server_starts(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EN_REGARD_LIMITS", told)
    with pytest.raises(ValueError, match="EN_REGARD_LIMITS is"):
        limits.throttle("exports", 1, 1)


def test_an_address_of_ipv6_is_known_by_its_network() -> None:
    assert visitor.network("2001:db8:1:2:3::4") == visitor.network("2001:db8:1:2::9") == "2001:db8:1:2::/64"
    assert visitor.network("2001:db8:1:3::4") != visitor.network("2001:db8:1:2::4")
    assert visitor.network("198.51.100.7") == "198.51.100.7" and visitor.network("") == ""


def test_a_request_says_whose_it_is_and_else_whoever_knows_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(visitor.address())

    monkeypatch.setattr(visitor, "_told", lambda: "192.0.2.1")
    for scope in ({"type": "http", "client": ("192.0.2.9", 1)}, {"type": "websocket", "client": ("::1", 1)},
                  {"type": "http", "client": None}, {"type": "lifespan"}):  # fmt: skip
        run(visitor.WhoAsks(app)(scope, None, None))  # type: ignore[arg-type]
    assert seen == ["192.0.2.9", "::/64", "192.0.2.1", "192.0.2.1"]


@pytest.fixture(scope="module")
def small(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that lets a fiftieth through."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EN_REGARD_LIMITS", "0.02")
        with serving(database, tmp_path_factory.mktemp("limits") / "log") as served:
            yield served


def send_file(served: Served, client: str) -> Answer:
    return ask(f"{served.url}/_stcore/upload_file/nobody/nothing", b"x", X_Forwarded_For=client)


def test_the_server_refuses_in_french_what_is_too_much_of_each_address_that_its_proxy_tells(small: Served) -> None:
    for client in ("192.0.2.1", "192.0.2.2"):
        assert send_file(small, client).status != 429
        refused = send_file(small, client)
        assert refused.status == 429 and refused.text.startswith("Trop de fichiers envoyés à la fois : réessayer dans ")
        assert int(refused.headers["Retry-After"]) > 1
    form = urlencode({"sequence": "4-sante"}).encode()
    answers = [ask(f"{small.url}/projection/demarrer", form, X_Forwarded_For="192.0.2.3") for _ in range(2)]
    assert [one.status for one in answers] == [303, 429]
    told = " ".join(answers[1].text.split())
    assert "Trop de séances sont ouvertes à la fois : réessayer dans 2 minutes." in told
    assert "192.0.2." not in small.said()


@pytest.mark.browser
def test_who_sends_too_many_files_is_told_on_the_page_in_french(browser: Browser, small: Served) -> None:
    with visiting(browser, small) as visitor:
        page = visitor.open("votre-territoire")
        for at in range(2):
            page.locator("input[type=file]").first.set_input_files(
                {"name": f"plan-{at}.txt", "mimeType": "text/plain", "buffer": b"Axe 1\n- Une action\n"}
            )
            page.wait_for_timeout(1500)
        expect(page.get_by_text("Trop de fichiers envoyés à la fois : réessayer dans une minute.")).to_be_visible()


def test_an_address_that_somebody_makes_up_is_not_believed(database: Path, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EN_REGARD_LIMITS", "0.02")
        patch.setenv("FORWARDED_ALLOW_IPS", "192.0.2.99")
        with serving(database, tmp_path / "log") as served:
            assert [send_file(served, f"192.0.2.{at}").status == 429 for at in range(3)] == [False, True, True]
