"""What a browser is known by: the names of its dossiers stand in a cookie that no script reads."""

from __future__ import annotations

from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from starlette.applications import Starlette

from dashboard.dossier import browsers, store
from dashboard.dossier.model import Dossier, Entry
from dashboard.shell import remembering_at
from tests.projected import answering, ask
from tests.served import free_port

FIRST, SECOND, THIRD = (letter * 22 for letter in "abc")


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EN_REGARD_DOSSIERS", str(tmp_path))
    monkeypatch.setattr(browsers, "_BEGUN", type(browsers._BEGUN)())


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with answering(Starlette(routes=[remembering_at("plans")]), free_port()) as running:
        yield running


def browser(number: str, mask: str = "0f1e2d3c") -> dict[str, str]:
    """Streamlit's cookie of a browser, under a mask that is another with each page."""
    key = bytes.fromhex(mask)
    masked = bytes(one ^ key[at % 4] for at, one in enumerate(bytes.fromhex(number)))
    return {"_streamlit_xsrf": f"2|{mask}|{masked.hex()}|1700000000"}


def asked(server: str, cookies: dict[str, str], sent: str = "", **headers: str) -> tuple[int, str, set[str]]:
    """The status, and the names and the properties of the cookie that the browser is given."""
    told = "; ".join(f"{name}={value}" for name, value in cookies.items())
    answer = ask(f"{server}/plans/dossier/souvenir", sent.encode(), Cookie=told, X_Forwarded_Proto="https", **headers)
    found = SimpleCookie(answer.headers.get("set-cookie", "")).get(browsers.COOKIE)
    return answer.status, found.value if found else "", {name for name, held in (found or {}).items() if held}


def test_a_browser_is_given_the_name_of_the_dossier_that_was_begun_in_it_where_no_script_reads_it(
    server: str,
) -> None:
    one = browser("0123456789abcdef")
    assert asked(server, one) == (204, "", set())
    browsers.begin(one, FIRST)
    assert browsers.is_untold(one) and not browsers.is_untold(browser("ffff"))
    again = browser("0123456789abcdef", "a0b1c2d3")
    status, names, properties = asked(server, again)
    assert (status, names) == (204, FIRST)
    assert properties == {"httponly", "secure", "samesite", "path", "max-age"}
    assert not browsers.is_untold(one)
    assert asked(server, browser("ffff"))[1] == "", "another browser is told nothing of it"


def test_the_dossier_begun_last_comes_first_and_those_before_stay_in_reach(server: str) -> None:
    one = browser("01234567")
    for name in (FIRST, SECOND, FIRST, THIRD):
        browsers.begin(one, name)
        assert browsers.own(one) == name
    assert asked(server, one)[1].split(".") == [THIRD, FIRST, SECOND]
    # Another process of the server, or the same after a restart, knows what the cookie tells.
    browsers._BEGUN.clear()
    kept = {**one, browsers.COOKIE: f"{SECOND}.{FIRST}"}
    assert browsers.own(kept) == SECOND
    browsers.begin(kept, THIRD)
    assert asked(server, kept)[1].split(".") == [THIRD, SECOND, FIRST]


def test_what_earlier_versions_had_scripts_keep_is_taken_over(server: str) -> None:
    """Their cookie held one name, and the browser's own memory the list."""
    kept = {browsers.COOKIE: FIRST}
    assert asked(server, kept, f"{SECOND}.{FIRST}.<script>..{'d' * 23}")[1].split(".") == [FIRST, SECOND]


def test_a_cookie_holds_no_more_names_than_it_has_room_for(server: str) -> None:
    many = [f"{at:022}" for at in range(60)]
    _, names, _ = asked(server, {browsers.COOKIE: ".".join(many)})
    assert names.split(".") == many[:40] and len(names) < 1_000


@pytest.mark.parametrize(
    ("sent", "headers"), [("x" * 5_000, {}), ("", {"origin": "https://ailleurs.example"}), ("", {"origin": "null"})]
)
def test_another_sites_page_and_more_than_names_are_refused(sent: str, headers: dict[str, str], server: str) -> None:
    assert asked(server, {browsers.COOKIE: FIRST}, sent, **headers) == (403, "", set())


def test_the_list_has_what_can_be_opened_beside_the_dossier_that_is_shown(tmp_path: Path) -> None:
    for name, title, views in ((FIRST, "Le <b>mien</b>", 1), (SECOND, "", 2), (THIRD, "Vide", 0)):
        store.put(name, Dossier(title, tuple(Entry("echeances", {}, key=str(at)) for at in range(views))))
    (tmp_path / f"{'d' * 22}.json").write_text("{", "utf-8")
    found = browsers.others((THIRD, "d" * 22, FIRST, "e" * 22, SECOND), shown=FIRST)
    assert [(one.name, one.title, one.views) for one in found] == [(SECOND, "Dossier sans titre", 2)]


@pytest.mark.parametrize("odd", ["", "2|x", "2||00|1", "2|zz|00|1", "1|00|00|1", "2|00|0|1"])
def test_a_browser_without_streamlits_cookie_is_known_by_its_own_alone(odd: str, server: str) -> None:
    cookies = {"_streamlit_xsrf": odd}
    browsers.begin(cookies, FIRST)
    assert not browsers.is_untold(cookies) and browsers.own(cookies) == ""
    assert asked(server, cookies | {browsers.COOKIE: SECOND})[1] == SECOND
