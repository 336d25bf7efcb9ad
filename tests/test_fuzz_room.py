"""Whatever a window, a phone, a file of a dossier or of a séance sends: followed, or refused in words; and what is told
to the others can always be sent."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.websockets import WebSocketDisconnect

from dashboard.dossier import store
from dashboard.dossier.model import Dossier, DossierRefused, Entry, from_file, to_file
from dashboard.dossier.received import NotJson, received
from dashboard.projection import sequences, socket
from dashboard.projection.session import Opened, Session, Window, voices_of
from dashboard.projection.state import Known, Refused, State, read
from dashboard.seance import file, register, votes
from dashboard.seance.database import path
from dashboard.selection import read_params
from tests.hostile import Recipe, asked, mutated, patiently, recipes, texts, values
from tests.test_compression import run

_DOSSIER = Dossier(
    "L’atelier", (Entry("echeances", {"theme": "sante"}, key="un"), Entry("face-a-face", {}, key="deux"))
)
_KNOWN = Known(("un", "deux"), ("sante",), ("cahors",))
_ITEMS = [votes.Item("a", "Covoiturage"), votes.Item("b", "Vélo")]


@contextlib.contextmanager
def shelf() -> Iterator[None]:
    """A shelf of its own, whatever others keep."""
    before = os.environ.get("EN_REGARD_DOSSIERS")
    with tempfile.TemporaryDirectory() as own:
        os.environ["EN_REGARD_DOSSIERS"] = own
        try:
            yield
        finally:
            os.environ.pop("EN_REGARD_DOSSIERS")
            if before is not None:
                os.environ["EN_REGARD_DOSSIERS"] = before


# Files


@patiently(60)
@given(recipes)
def test_a_dossier_file_whose_bytes_were_changed_is_opened_or_refused(recipe: Recipe) -> None:
    opened = asked("dossier, bytes", lambda: from_file(mutated(to_file(_DOSSIER), recipe)), DossierRefused)
    assert opened is None or from_file(to_file(opened)) == opened


@st.composite
def changed(draw: st.DrawFn, told: Any) -> Any:
    """A value of JSON, one or two of its parts others, gone, or there twice."""
    whole = json.loads(json.dumps(told))
    for _ in range(draw(st.integers(1, 2))):
        places = list(_places(whole))
        if not places:
            break
        held, key = places[draw(st.integers(0, len(places) - 1))]
        what = draw(st.sampled_from(["other", "other", "other", "gone", "twice"]))
        if what == "gone":
            del held[key]
        elif what == "twice" and isinstance(held, list):
            held.insert(key, held[key])
        else:
            held[key] = draw(values)
    return whole


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])


@patiently(60)
@given(changed(json.loads(to_file(_DOSSIER))))
def test_a_dossier_file_of_any_values_is_opened_or_refused(told: Any) -> None:
    opened = asked("dossier, values", lambda: from_file(json.dumps(told).encode()), DossierRefused)
    assert opened is None or from_file(to_file(opened)) == opened


@patiently(15)
@given(recipes, texts)
def test_a_file_of_a_sequence_is_used_or_told(recipe: Recipe, name: str) -> None:
    with tempfile.TemporaryDirectory() as own:
        (Path(own) / "une.json").write_bytes(mutated(to_file(_DOSSIER), recipe))
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("EN_REGARD_SEQUENCES", own)
            found = asked("sequences", lambda: [*sequences.every(), sequences.found(name)])
            assert found and (found[0].problem or found[0].dossier.entries)


@cache
def _written() -> dict[str, Any]:
    with shelf():
        seance = register.begin(_DOSSIER)
        register.say(seance.name, "x", "un", "decision", "Décidé")
        register.put_shown(seance.name, "un", {"theme": "sante"})
        ballot = votes.put_to_the_room(seance.name, "un", "Que reprendre ?", 3, _ITEMS)
        votes.vote(ballot, "p", 1, {"a": {"reprendre": 1}})
        found: dict[str, Any] = json.loads(file.written(seance, _DOSSIER))
        return found


def _opened(content: bytes) -> None:
    with shelf():
        name = asked("séance file", lambda: file.opened(content), file.SeanceRefused, DossierRefused)
        if name is None:
            assert not list(store.folder().glob("*.json")), "a séance that was refused stays"
            if path().exists():
                with contextlib.closing(sqlite3.connect(path())) as other:
                    assert other.execute("SELECT count(*) FROM seance").fetchone() == (0,)
            return
        json.dumps(voices_of(name), ensure_ascii=False).encode("utf-8")
        assert register.take(name) and store.take(name) and register.shown(name) is not None
        read(register.take(name).state, _KNOWN).to_text().encode("utf-8")  # type: ignore[union-attr]


@patiently(40)
@given(st.data())
def test_a_seance_file_of_any_values_is_opened_whole_or_refused_whole(data: st.DataObject) -> None:
    _opened(json.dumps(data.draw(changed(_written()))).encode())


@patiently(40)
@given(recipes)
def test_a_seance_file_whose_bytes_were_changed_is_opened_whole_or_refused_whole(recipe: Recipe) -> None:
    _opened(mutated(json.dumps(_written(), ensure_ascii=False).encode(), recipe))


# What is sent


class _Socket:
    """A window's thread that sends these, and then goes."""

    def __init__(self, sent: list[str]) -> None:
        self._sent = list(sent)

    async def receive_text(self) -> str:
        if not self._sent:
            raise WebSocketDisconnect
        return self._sent.pop(0)

    async def close(self, code: int) -> None:
        self._sent.clear()


class _Room(Session):
    """A séance whose screens nobody makes."""

    def tag(self) -> str:
        return "écrans"


_STATE = st.dictionaries(st.sampled_from([*State().as_json(), "odd"]) | texts, values, min_size=1, max_size=3)
_WORDS = (
    st.sampled_from(["un", "deux", "remarque", "decision", "x", "a", "reprendre", "kept", "refused", "actions"]) | texts
)
_ENTRY = st.fixed_dictionaries(
    {"client": _WORDS, "step": _WORDS, "kind": _WORDS, "text": texts, "who": texts, "version": st.integers() | values}
)
_LISTED = st.lists(st.fixed_dictionaries({"id": _WORDS, "label": texts, "territory_id": texts}) | values, max_size=3)
_DOTS = st.dictionaries(_WORDS, st.dictionaries(_WORDS, st.integers() | values, max_size=2) | values, max_size=3)
_BALLOT = st.fixed_dictionaries(
    {"do": st.just("ballot"), "act": st.sampled_from(["open", "close", "reopen", "hands", "odd"]), "step": _WORDS,
     "question": texts, "dots": st.integers(-1, 25) | values, "items": _LISTED, "ballot": st.integers() | values,
     "hands": st.none() | st.integers() | values, "raised": _DOTS | values}
)  # fmt: skip
_MESSAGES = (
    st.one_of(
        st.builds(lambda to, n: {"do": "set", "to": to, "n": n}, _STATE | values, st.integers()),
        st.builds(lambda entry, n: {"do": "say", "entry": entry, "n": n}, _ENTRY | values, st.integers()),
        st.builds(lambda at, to: {"do": "judge", "entry": at, "status": to}, st.integers() | values, _WORDS),
        _BALLOT,
        values,
    ).map(lambda one: json.dumps(one))
    | st.text(max_size=30)
    | st.sampled_from(["[" * 50_000, '{"n":' + "9" * 5_000 + "}"])
)


@patiently(60)
@given(st.lists(_MESSAGES, min_size=1, max_size=8))
def test_whatever_a_window_sends_is_followed_or_refused_and_can_be_told_to_all(sent: list[str]) -> None:
    async def followed() -> None:
        seance = register.begin(_DOSSIER)
        room = _Room(seance.name, Opened(seance, _DOSSIER, State(step="un"), _KNOWN, 0))
        sender, other = Window("a", True), Window("b")
        room.join(sender)
        room.join(other)
        with contextlib.suppress(WebSocketDisconnect):
            await socket._listen(_Socket(sent), room, sender)  # type: ignore[arg-type]
        await room._write()
        for window in (sender, other):
            while not window.waiting.empty():
                (window.waiting.get_nowait() or "").encode("utf-8")
        found = register.take(seance.name)
        assert found and read(found.state, _KNOWN).step in ("un", "deux")
        file.written(found, _DOSSIER)
        await room.close()

    with shelf():
        asked("messages of a window", lambda: run(followed()))


@patiently(60)
@given(st.integers(), _DOTS | values)
def test_whatever_a_phone_votes_is_counted_or_refused(number: int, dots: Any) -> None:
    try:
        dots = received(json.dumps(dots))
    except NotJson:
        return
    with shelf():
        seance = register.begin(_DOSSIER)
        ballot = votes.put_to_the_room(seance.name, "un", "Que reprendre ?", 3, _ITEMS)
        counted = asked(
            "votes", lambda: votes.vote(ballot, "p", number % 2**53, dots), votes.VoteRefused, has_remedy=False
        )
        tally = votes.tally(ballot.id)
        assert sum(sum(tally.of(one.id).values()) for one in _ITEMS) <= 3
        assert (tally.voters == 1) == (counted is not None)


@patiently(60)
@given(_STATE | values)
def test_any_change_of_the_state_is_made_or_refused(to: Any) -> None:
    state = asked("state", lambda: State(step="un").changed(to, _KNOWN), Refused, has_remedy=False)
    if state:
        json.dumps(state.as_json(), ensure_ascii=False)
    asked("state on disk", lambda: read(json.dumps(to), _KNOWN))


# Addresses


@patiently(80)
@given(
    st.dictionaries(
        st.sampled_from(["territoire", "theme", "annee", "mesure", "par", "grille", "q", "action", "secondaires"])
        | texts,
        texts | st.lists(texts).map(",".join),
        max_size=5,
    )
)
def test_any_address_gives_a_selection_and_says_what_means_nothing(params: dict[str, str]) -> None:
    known: dict[str, tuple[str, ...]] = dict.fromkeys(
        ("territories", "themes", "levels", "funders", "schemes", "engagements", "natures", "years", "grid"), ("sante",)
    )
    found = asked("addresses", lambda: read_params(params, known))
    assert found
    again = read_params(found.selection.to_params(), known)
    assert again.selection == found.selection and not again.unknown


@pytest.mark.parametrize(
    "text", ['"\\ud800"', "1e999", "NaN", "-Infinity", "9223372036854775808", "[" * 100_000, '{"a": 1', "1" * 5_000]
)
def test_json_that_nothing_can_hold_is_none(text: str) -> None:
    with pytest.raises(NotJson):
        received(text)
