"""Steps of a single sum, one after the other: one screen of the room, on which nothing of any of them is lost."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.charts.model import BarChart, chart_of
from dashboard.dossier.model import Dossier, Entry
from dashboard.projection import sequences, session
from dashboard.projection.ending import _minutes
from dashboard.projection.joined import joined
from dashboard.projection.screens import Override, made, over, screen
from dashboard.projection.steps import Joined, numbers_of
from dashboard.seance import minutes, register
from tests.projected import ask, heard, new_seance, routes_served, said, socket_to

pytestmark = pytest.mark.usefixtures("database")
_AS_KEPT = Override()
TERRITORY, OPERATION = Entry("montants-territoire", {}, key="un"), Entry("montants-operation", {}, key="deux")
BEFORE, AFTER = Entry("niveaux-par-territoire", {}, key="avant"), Entry("montants-programme-national", {}, key="apres")
MONEY = Dossier("Des sommes", (BEFORE, TERRITORY, OPERATION, AFTER))


@pytest.fixture(scope="module")
def server(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patched, routes_served() as running:
        patched.setenv("EN_REGARD_DOSSIERS", str(tmp_path_factory.mktemp("joined")))
        yield running


def together() -> Joined:
    step = joined(MONEY).entries[1]
    assert isinstance(step, Joined)
    return step


def sum_of(entry: Entry) -> str:
    chart = chart_of(made(entry, _AS_KEPT))
    assert isinstance(chart, BarChart) and len(chart.bars) == 1
    return chart.bars[0].id


def test_sums_that_would_each_stand_alone_are_one_screen_that_goes_by_the_first() -> None:
    assert [one.key for one in joined(MONEY).entries] == ["avant", "un", "apres"]
    assert numbers_of(joined(MONEY)) == {"avant": 1, "un": 2, "deux": 2, "apres": 3}


@pytest.mark.parametrize("shape", ["16:9", "4:3"])
def test_one_page_shows_each_sum_with_its_question_its_words_and_its_document(shape: str) -> None:
    shown = screen(together(), _AS_KEPT, shape)
    assert len(shown.pages) == 1 and shown.key == "un" and not shown.problem
    page = shown.pages[0]
    for part in (TERRITORY, OPERATION):
        alone = screen(part, _AS_KEPT, shape).pages[0]
        for words in ("question", "sentence", "source", "quote"):
            found = re.search(rf'<p class="{words}">.*?</p>', alone)
            assert found and found[0] in page
        assert f'data-row="{sum_of(part)}"' in page


def test_sums_of_different_scope_are_figures_not_bars_of_one_length() -> None:
    assert 'class="bar' not in screen(together(), _AS_KEPT).pages[0]


def test_no_other_steps_are_joined_nor_sums_that_another_step_parts() -> None:
    for one in (Dossier("", (AFTER, TERRITORY)), Dossier("", (TERRITORY, BEFORE, OPERATION))):
        assert joined(one) == one
    for sequence in sequences.every():
        few = [step for step in joined(sequence.dossier).entries if isinstance(step, Joined)]
        assert len(few) == (1 if sequence.id == "6-financements" else 0)


def test_as_many_sums_are_joined_as_stand_whole_on_the_screen() -> None:
    titled = tuple(Entry("montants-operation", {}, title=f"Sur la somme {at}, que dire ?") for at in range(5))
    steps = joined(Dossier("", titled)).entries
    assert 2 <= len(steps) < 5
    assert all(len(screen(one, _AS_KEPT).pages) == 1 for one in steps)
    long = tuple(Entry("montants-operation", {}, title="Un titre qui prend de la place. " * 9) for _ in range(2))
    assert len(joined(Dossier("", long)).entries) == 2


def test_notes_and_minutes_of_all_are_before_the_facilitator() -> None:
    first, second = Entry("montants-territoire", {}, "Un ?", cue="Lire.", minutes=3), OPERATION
    step = joined(Dossier("", (first, second))).entries[0]
    assert (step.title, step.cue, step.minutes) == ("Un ?", "Lire.", 3)
    money = next(one for one in sequences.every() if one.id == "6-financements").dossier
    cue = next(one.cue for one in joined(money).entries if isinstance(one, Joined))
    assert cue.count("Demander") == 2


def test_a_choice_that_leaves_one_of_them_nothing_says_so_and_keeps_the_other() -> None:
    shown = screen(together(), Override(territories=("cahors",)))
    assert "Aucune somme de cette portée" in shown.problem
    assert f'data-row="{sum_of(OPERATION)}"' in shown.pages[0] and "Aucune somme de cette portée" in shown.pages[1]
    none = screen(together(), Override(territories=("midi-quercy",)))
    assert none.key == "un" and len(none.pages) == 2 and all("Aucune somme" in page for page in none.pages)


def test_a_choice_that_makes_several_sums_of_one_parts_the_page_not_the_step() -> None:
    narrow = Entry("montants-programme-national", {"territoire": "cahors"}, key="large")
    step = Joined.of_parts((TERRITORY, narrow))
    shown = screen(step, _AS_KEPT)
    assert len(shown.pages) == 1 + len(screen(narrow, _AS_KEPT).pages) and shown.key == "un"


def test_the_room_opens_the_words_of_each_sum_and_votes_on_all(server: str) -> None:
    seance = new_seance(server, "6-financements")
    told = json.loads(ask(f"{server}/projection/ecrans?seance={seance}").text)
    step = next(one for one in told["steps"] if one["key"] == "territoire")
    assert "operation" not in told["keys"] and len(told["keys"]) == 6 and len(step["pages"]) == 1
    where = f"seance={seance}&step=territoire"
    for part in (TERRITORY, OPERATION):
        way = f"{server}/projection/panneau?{where}&kind=actions&row={sum_of(part)}&column=eur"
        assert len(json.loads(ask(way).text)["pages"]) == 1
    items = json.loads(ask(f"{server}/projection/aux-voix?{where}").text)["items"]
    assert [one["id"] for one in items] == [sum_of(TERRITORY), sum_of(OPERATION)]


def test_what_the_room_saw_of_them_is_in_the_minutes_under_the_number_of_the_screen(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_LOOKED_AT_SECONDS", 0.05)
    name = new_seance(server, "6-financements")
    with socket_to(server, name) as room:
        heard(room, "state")
        said(room, do="set", to={"step": "territoire"}, n=1)
        until = time.monotonic() + 20
        while {one.step for one in register.shown(name)} < {"territoire", "operation"} and time.monotonic() < until:
            time.sleep(0.05)
    register.say(name, "c1", "national", "decision", "On garde", "", version=1)
    money = next(one for one in sequences.every() if one.id == "6-financements").dossier
    seance = register.take(name)
    assert seance
    gathered = _minutes(seance, money, "")
    assert {"montants-territoire-charge", "montants-operation-realise"} <= {one.key for one, _ in gathered.entries}
    assert "On garde [écran 6]" in str(gathered.opening)
    assert "On garde [écran 7]" in str(minutes.gather(seance, money, over)[0].opening)


def test_a_phone_reads_all_of_them(server: str) -> None:
    name = new_seance(server, "6-financements")
    seance = register.take(name)
    assert seance
    told = json.loads(ask(f"{server}/salle/{seance.code}/ecran?step=territoire").text)
    assert told["step"] == "territoire"
    assert "charge du territoire entier" in told["html"] and "travaux déjà faits" in told["html"]


def test_what_was_said_of_a_view_before_it_was_joined_is_said_of_the_screen(server: str) -> None:
    name = new_seance(server, "6-financements")
    register.say(name, "avant", "operation", "question", "Depuis quand ?", "")
    register.judge(name, register.say(name, "tel", "operation", "remarque", "À relire", by_phone=True).id, "kept")
    told = json.loads(ask(f"{server}/projection/ecrans?seance={name}&role=presentateur").text)
    assert {one["step"] for one in told["entries"]} == {"territoire"}
    panel = json.loads(ask(f"{server}/projection/panneau?seance={name}&step=territoire&kind=paroles").text)
    assert "À relire" in panel["pages"][0] and "Écran 5" in panel["pages"][0]
