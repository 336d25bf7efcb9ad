"""What a séance leaves on disk: entries one by one, votes that are counted once, minutes, its file, and nothing."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.dossier import store
from dashboard.dossier.model import Dossier, Entry
from dashboard.projection.screens import over
from dashboard.seance import file, minutes, register, votes
from dashboard.seance.database import path

TWO = Dossier(
    "L’atelier", (Entry("echeances", {}, key="un", title="Les échéances"), Entry("face-a-face", {}, key="deux"))
)
ITEMS = [votes.Item("a", "Covoiturage"), votes.Item("b", "Vélo", "cahors"), votes.Item("c", "<b>Train</b>")]


@pytest.fixture(autouse=True)
def own_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EN_REGARD_DOSSIERS", str(tmp_path / "dossiers"))


@pytest.fixture
def seance() -> register.Seance:
    return register.begin(TWO, place="Salle des fêtes")


def ballot_of(seance: register.Seance, dots: int = 3) -> votes.Ballot:
    return votes.put_to_the_room(seance.name, "un", "Que reprendre ?", dots, ITEMS)


def read_by_the_library() -> sqlite3.Connection:
    """The file, opened by itself, as another program would."""
    return sqlite3.connect(path())


# Start


def test_a_new_seance_of_a_used_dossier_begins_at_zero() -> None:
    used = replace(TWO, entries=(replace(TWO.entries[0], remarks="Dit l’an dernier"), TWO.entries[1]))
    first = register.begin(used, source="")
    register.put_state(first.name, '{"theme": "sante"}')
    second = register.begin(used)
    assert second.name != first.name and second.code != first.code
    assert second.state == "" and not register.entries(second.name)
    copied = store.take(second.name)
    assert copied and not copied.entries[0].remarks
    assert second.begun >= first.begun and second.ended is None


def test_a_dossier_that_is_projected_by_its_own_address_keeps_what_was_noted_in_it() -> None:
    name = store.new_name()
    store.put(name, replace(TWO, entries=(replace(TWO.entries[0], remarks="Noté avant"),)))
    found = store.take(name)
    assert found
    register.opened(name, found)
    assert [(one.step, one.text) for one in register.entries(name)] == [("un", "Noté avant")]
    register.opened(name, found)
    assert len(register.entries(name)) == 1


# What is said


def test_two_people_who_note_on_one_screen_leave_two_entries(seance: register.Seance) -> None:
    register.say(seance.name, "x", "un", "remarque", "Et les jeunes ?", "Table 1")
    register.say(seance.name, "y", "un", "decision", "On reprend le covoiturage")
    assert [(one.kind, one.text, one.who) for one in register.entries(seance.name)] == [
        ("remarque", "Et les jeunes ?", "Table 1"),
        ("decision", "On reprend le covoiturage", ""),
    ]


def test_an_entry_sent_twice_is_kept_once(seance: register.Seance) -> None:
    first = register.say(seance.name, "x", "un", "remarque", "Une fois")
    assert register.say(seance.name, "x", "un", "remarque", "Une fois") == first
    assert len(register.entries(seance.name)) == 1


def test_an_entry_is_changed_from_what_its_author_saw_else_both_stay(seance: register.Seance) -> None:
    first = register.say(seance.name, "x", "un", "remarque", "Premier jet")
    second = register.say(seance.name, "x", "un", "remarque", "Second jet", version=first.version)
    assert second.id == first.id and second.version == first.version + 1
    late = register.say(seance.name, "x", "un", "remarque", "D’une autre fenêtre", version=first.version)
    assert late.id != first.id
    assert [one.text for one in register.entries(seance.name)] == ["Second jet", "D’une autre fenêtre"]


@pytest.mark.parametrize(
    ("kind", "text", "who"),
    [
        ("remarque", "", ""),
        ("remarque", "   \n", ""),
        ("autre", "x", ""),
        ("remarque", "é" * (register.LONGEST + 1), ""),
        ("remarque", "x", "n" * (register.LONGEST_WHO + 1)),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(seance: register.Seance, kind: str, text: str, who: str) -> None:
    with pytest.raises(register.EntryRefused, match=r"\.$"):
        register.say(seance.name, "x", "un", kind, text, who)
    assert not register.entries(seance.name)


def test_what_a_phone_wrote_waits_until_it_is_judged(seance: register.Seance) -> None:
    entry = register.say(seance.name, "x", "un", "remarque", "Du téléphone", by_phone=True)
    assert entry.status == "waiting"
    judged = register.judge(seance.name, entry.id, "kept")
    assert judged and judged.status == "kept"
    assert register.judge(seance.name, entry.id + 1, "kept") is None
    other = register.begin(TWO)
    assert register.judge(other.name, entry.id, "refused") is None, "another séance's entries are not judged"


def test_phones_cannot_pile_up_remarks_without_end(seance: register.Seance, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "MOST_WAITING", 3)
    for at in range(3):
        register.say(seance.name, f"{at}", "un", "remarque", f"Mot {at}", by_phone=True)
    with pytest.raises(register.EntryRefused, match="vive voix"):
        register.say(seance.name, "trop", "un", "remarque", "Un de trop", by_phone=True)
    register.say(seance.name, "anime", "un", "decision", "L’animateur, lui, note encore")


# Votes


def test_dots_are_counted_item_by_item_and_blank_votes_count(seance: register.Seance) -> None:
    ballot = ballot_of(seance)
    votes.vote(ballot, "p1", 1, {"a": {"reprendre": 2}, "b": {"non": 1}})
    votes.vote(ballot, "p2", 1, {"a": {"reprendre": 1, "adapter": 1}})
    votes.vote(ballot, "p3", 1, {})
    found = votes.tally(ballot.id)
    assert (found.voters, found.blank) == (3, 1)
    assert found.of("a") == {"reprendre": 3, "adapter": 1, "non": 0}
    assert found.of("c") == {"reprendre": 0, "adapter": 0, "non": 0}
    with read_by_the_library() as other:
        assert other.execute("SELECT sum(dots) FROM vote").fetchone() == (5,)


def test_a_phone_changes_its_vote_until_it_is_closed_and_an_older_change_is_left_aside(seance: register.Seance) -> None:
    ballot = ballot_of(seance)
    assert votes.vote(ballot, "p1", 5, {"a": {"reprendre": 3}}) == 5
    assert votes.vote(ballot, "p1", 4, {"b": {"non": 1}}) == 5, "it came late"
    assert votes.own(ballot.id, "p1") == (5, {"a": {"reprendre": 3}})
    votes.vote(ballot, "p1", 6, {"b": {"non": 1}})
    assert votes.tally(ballot.id).voters == 1 and votes.tally(ballot.id).of("b")["non"] == 1
    votes.close(seance.name)
    with pytest.raises(votes.VoteRefused, match="clos"):
        votes.vote(ballot, "p1", 7, {})
    votes.reopen(seance.name, ballot.id)
    votes.vote(ballot, "p1", 7, {})
    assert votes.tally(ballot.id).blank == 1


@pytest.mark.parametrize(
    "dots",
    [
        {"a": {"reprendre": 4}},
        {"a": {"reprendre": 2}, "b": {"reprendre": 2}},
        {"a": {"reprendre": -1}},
        {"a": {"reprendre": True}},
        {"a": {"reprendre": 1.5}},
        {"a": {"autre": 1}},
        {"z": {"reprendre": 1}},
        {"a": 1},
        [],
        None,
    ],
)
def test_more_dots_than_are_given_or_dots_on_something_else_are_refused(seance: register.Seance, dots: object) -> None:
    ballot = ballot_of(seance)
    with pytest.raises(votes.VoteRefused):
        votes.vote(ballot, "p1", 1, dots)  # type: ignore[arg-type]
    assert votes.tally(ballot.id).voters == 0


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["p1", "p2", "p3"]),
            st.dictionaries(
                st.sampled_from("abc"),
                st.dictionaries(st.sampled_from([*votes.ANSWERS]), st.integers(0, 2)),
                max_size=2,
            ),
        ),
        max_size=12,
    )
)
def test_the_tally_is_that_of_each_phones_last_vote(cast: list[tuple[str, dict[str, dict[str, int]]]]) -> None:
    seance = register.begin(TWO)
    ballot = ballot_of(seance, dots=12)
    last: dict[str, dict[str, dict[str, int]]] = {}
    for number, (phone, dots) in enumerate(cast, 1):
        votes.vote(ballot, phone, number, dots)
        last[phone] = dots
    found = votes.tally(ballot.id)
    for item in "abc":
        for answer in votes.ANSWERS:
            assert found.of(item)[answer] == sum(one.get(item, {}).get(answer, 0) for one in last.values())
    assert found.voters == len(last)
    assert found.blank == sum(not any(put for of in one.values() for put in of.values()) for one in last.values())


def test_hands_are_told_apart_from_dots(seance: register.Seance) -> None:
    ballot = ballot_of(seance)
    votes.vote(ballot, "p1", 1, {"a": {"reprendre": 1}})
    votes.raise_hands(seance.name, ballot.id, 12, {"a": {"reprendre": 7}})
    found = votes.take(seance.name, ballot.id)
    assert found and found.hands == 12 and found.raised == {"a": {"reprendre": 7}}
    assert votes.tally(ballot.id).of("a")["reprendre"] == 1
    with pytest.raises(votes.VoteRefused, match="Plus de mains"):
        votes.raise_hands(seance.name, ballot.id, 3, {"a": {"reprendre": 7}})
    votes.raise_hands(seance.name, ballot.id, None, {})
    found = votes.take(seance.name, ballot.id)
    assert found and found.hands is None


def test_one_ballot_is_open_at_a_time(seance: register.Seance) -> None:
    first, second = ballot_of(seance), ballot_of(seance)
    assert [one.is_open for one in votes.ballots(seance.name)] == [False, True]
    votes.reopen(seance.name, first.id)
    assert votes.open_ballot(seance.name) == replace(first, is_open=True)
    register.end(seance.name)
    assert votes.open_ballot(seance.name) is None and second.id != first.id


def test_a_phone_is_known_by_what_its_seance_signed_alone(seance: register.Seance) -> None:
    voter, other = votes.new_voter(seance.secret), register.begin(TWO)
    assert votes.is_voter(seance.secret, voter) and not votes.is_voter(other.secret, voter)
    for forged in ("", "a", ".", voter[:-1], f"{voter}é", voter.replace(voter[0], "z", 1)):
        assert not votes.is_voter(seance.secret, forged)


def test_nothing_that_names_anybody_is_kept_of_a_vote() -> None:
    with register_connection() as connection:
        columns = {row[1] for table in ("voter", "vote") for row in connection.execute(f"PRAGMA table_info({table})")}
    assert columns == {"ballot", "voter", "number", "item", "answer", "dots"}


def register_connection() -> sqlite3.Connection:
    register.begin(TWO)
    return read_by_the_library()


# End


def test_minutes_begin_with_decisions_and_show_each_screen_as_it_was_shown(
    database: Path, seance: register.Seance
) -> None:
    register.put_shown(seance.name, "deux", {"theme": "sante", "territories": None, "measure": ""})
    register.put_shown(seance.name, "deux", {"theme": "", "territories": ["cahors", "midi-quercy"], "measure": ""})
    register.say(seance.name, "x", "deux", "remarque", "Les maisons de santé manquent", "Table 2")
    register.say(seance.name, "y", "un", "decision", "Reprendre le covoiturage")
    refused = register.say(seance.name, "z", "un", "remarque", "À taire")
    register.judge(seance.name, refused.id, "refused")
    ballot = ballot_of(seance)
    votes.vote(ballot, "p", 1, {"a": {"reprendre": 2}})
    gathered, problems = minutes.gather(seance, TWO, over)
    assert not problems
    assert gathered.opening[0].paragraphs == (
        f"Date : {minutes.date_in_words(seance.held_on)}",
        "Lieu : Salle des fêtes",
        "Participants : non renseigné",
        "Téléphones au vote le plus suivi : 1",
    )
    assert [one.heading for one in gathered.opening[:2]] == ["La séance", "Décisions"]
    assert gathered.opening[1].paragraphs == ("Reprendre le covoiturage [écran 1]",)
    first, second, third = gathered.entries
    assert first[0].selection.themes == ("sante",) and second[0].selection.territories == ("cahors", "midi-quercy")
    assert third[0].key == "echeances", "something was said of it, though nobody lingered"
    assert first[1].remarks == "Remarque (Table 2) : Les maisons de santé manquent"
    assert not second[1].remarks, "what was said of a screen stands once"
    assert third[1].remarks.startswith("Vote « Que reprendre ? » : 1\xa0téléphone, 3\xa0points chacun.")
    assert "• Covoiturage : à reprendre ici 2" in third[1].remarks and "Vélo" not in third[1].remarks
    assert "À taire" not in repr(gathered)


def test_participants_that_nobody_counted_are_not_zero(database: Path, seance: register.Seance) -> None:
    register.describe(seance.name, seance.title, "2026-12-01", "", 0)
    found = register.take(seance.name)
    assert found
    gathered, _ = minutes.gather(found, TWO, over)
    assert gathered.opening[0].paragraphs == ("Date : 1er décembre 2026", "Participants : 0")


def test_a_seance_comes_back_from_its_file_as_it_was(database: Path, seance: register.Seance) -> None:
    register.say(seance.name, "x", "un", "decision", "Décidé", "Table 1")
    register.say(seance.name, "t", "un", "remarque", "Pas encore lu", by_phone=True)
    register.put_shown(seance.name, "un", {"theme": "sante"})
    register.put_state(seance.name, '{"step": "deux"}')
    ballot = ballot_of(seance)
    votes.vote(ballot, votes.new_voter(seance.secret), 1, {"a": {"reprendre": 2}})
    votes.vote(ballot, votes.new_voter(seance.secret), 1, {})
    votes.raise_hands(seance.name, ballot.id, 5, {"b": {"non": 5}})
    found = register.take(seance.name)
    assert found
    content = file.written(found, TWO)
    for secret in (seance.name, seance.code, seance.secret):
        assert secret.encode() not in content
    name = file.opened(content)
    again = register.take(name)
    assert again and again.name != seance.name and again.code != seance.code
    assert (again.title, again.held_on, again.place, again.state) == (
        seance.title,
        seance.held_on,
        seance.place,
        '{"step": "deux"}',
    )
    said = [(one.step, one.kind, one.text, one.who, one.status) for one in register.entries(name)]
    assert said == [(one.step, one.kind, one.text, one.who, one.status) for one in register.entries(seance.name)]
    assert [(one.step, one.override) for one in register.shown(name)] == [("un", {"theme": "sante"})]
    (kept,) = votes.ballots(name)
    assert (kept.question, kept.dots, kept.items, kept.hands, kept.raised, kept.is_open) == (
        "Que reprendre ?",
        3,
        tuple(ITEMS),
        5,
        {"b": {"non": 5}},
        False,
    )
    assert votes.tally(kept.id) == votes.tally(ballot.id)


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.update(format="autre"),
        lambda told: told.update(version=99),
        lambda told: told.update(paroles=[{"ecran": "un"}]),
        lambda told: told.update(paroles=3),
        lambda told: told["paroles"][0].update(statut="projeté"),
        lambda told: told["votes"][0].update(items=[]),
        lambda told: told["votes"][0].update(votes=[[["a", "reprendre"]]]),
        lambda told: told["dossier"].update(vues=[]),
        lambda told: told.update(dossier=None),
    ],
    ids=range(9),
)
def test_a_file_changed_by_hand_is_refused_and_leaves_nothing(seance: register.Seance, change: object) -> None:
    register.say(seance.name, "x", "un", "decision", "Décidé")
    votes.vote(ballot_of(seance), "p", 1, {"a": {"reprendre": 1}})
    told = json.loads(file.written(seance, TWO))
    change(told)  # type: ignore[operator]
    with read_by_the_library() as other:
        before = other.execute("SELECT count(*) FROM seance").fetchone()
    with pytest.raises(ValueError, match=r"\.$"):
        file.opened(json.dumps(told).encode("utf-8"))
    with read_by_the_library() as other:
        assert other.execute("SELECT count(*) FROM seance").fetchone() == before


def test_nothing_of_a_deleted_seance_stays_on_the_disk(seance: register.Seance) -> None:
    register.say(seance.name, "x", "un", "decision", "PHRASE-A-OUBLIER")
    votes.vote(ballot_of(seance), "telephone-a-oublier", 1, {})
    assert any(b"PHRASE-A-OUBLIER" in one.read_bytes() for one in store.folder().iterdir())
    register.delete(seance.name)
    assert register.take(seance.name) is None and store.take(seance.name) is None
    for one in store.folder().iterdir():
        content = one.read_bytes()
        assert b"PHRASE-A-OUBLIER" not in content and b"telephone-a-oublier" not in content, one
