"""A dossier: what it keeps, how it changes, its file, the shelf where it stands, and how its views are made."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dashboard.comparisons import amounts_by_scope
from dashboard.dossier import assemble, store, views
from dashboard.dossier.model import (
    LARGEST_FILE,
    LONGEST_TITLE,
    MOST_VIEWS,
    Dossier,
    DossierRefused,
    Entry,
    from_file,
    to_file,
)
from dashboard.selection import Selection
from etl.paths import ROOT

ENTRY = Entry.of("themes-par-territoire", Selection(themes=("sante",)), title="Élan", note="« & <b> »")
# What a view needs to be made, beside nothing.
NEEDS = {
    "contours": Selection(territories=("cahors",)),
    "themes-d-un-territoire": Selection(territories=("cahors",)),
    "rubriques-par-territoire": Selection(grid="iso-37101-domaines"),
    "rubriques-en-points": Selection(grid="iso-37101-domaines"),
}


@pytest.fixture(autouse=True)
def own_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EN_REGARD_DOSSIERS", str(tmp_path / "shelf"))
    return tmp_path / "shelf"


def three() -> Dossier:
    return Dossier("Trois", tuple(Entry(f"vue-{one}", {}, key=one) for one in "abc"))


def order(dossier: Dossier) -> str:
    return "".join(entry.key for entry in dossier.entries)


@pytest.mark.parametrize(("by", "found"), [(-1, "bac"), (1, "acb"), (-9, "bac"), (9, "acb"), (0, "abc")])
def test_an_entry_moves_and_the_ends_stop_it(by: int, found: str) -> None:
    assert order(three().moved("b", by)) == found


def test_an_entry_goes_and_the_others_stay() -> None:
    assert order(three().without("b")) == "ac"
    assert order(three().without("unknown")) == order(three().moved("unknown", 1)) == "abc"


def test_words_go_to_one_entry_alone() -> None:
    changed = three().reworded("b", note="Dire ceci", remarks="On a dit cela")
    assert [entry.note for entry in changed.entries] == ["", "Dire ceci", ""]
    assert changed.entries[1].remarks == "On a dit cela"


def test_a_dossier_holds_no_more_than_it_says() -> None:
    full = Dossier("Plein", tuple(Entry("vue", {}) for _ in range(MOST_VIEWS)))
    with pytest.raises(DossierRefused, match=f"{MOST_VIEWS} vues au plus"):
        full.added(ENTRY)
    with pytest.raises(DossierRefused, match="trop long"):
        three().entitled("x" * (LONGEST_TITLE + 1))


TEXT = some.text(max_size=60).map(lambda text: text.encode("utf-8", "ignore").decode())


@given(TEXT, TEXT, TEXT, some.dictionaries(TEXT, TEXT, max_size=4))
def test_any_dossier_comes_back_from_its_file(title: str, view: str, note: str, params: dict[str, str]) -> None:
    dossier = Dossier(title, (Entry(view or "vue", params, note=note, cue=title),))
    assert from_file(to_file(dossier)) == dossier
    assert from_file(to_file(dossier)).entries[0].key == dossier.entries[0].key


def test_a_file_keeps_what_this_version_does_not_know() -> None:
    entry = Entry("vue-de-demain", {"theme": "sante,inconnu", "nouveau": "1"})
    kept = from_file(to_file(Dossier("", (entry,)))).entries[0]
    assert kept.view == "vue-de-demain" and dict(kept.params) == dict(entry.params)


def test_two_entries_of_one_key_are_told_apart() -> None:
    again = json.loads(to_file(three()))
    again["vues"][2]["cle"] = "a"
    assert len({entry.key for entry in from_file(json.dumps(again).encode()).entries}) == 3


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"\xff\xfe", "UTF-8"),
        (b"{", "ligne 1"),
        (b"[" * 200_000, "JSON valide"),
        (b"[]", "n’est pas un dossier"),
        (b'{"format": "autre"}', "n’est pas un dossier"),
        (b'{"format": "en-regard/dossier"}', "version"),
        (b'{"format": "en-regard/dossier", "version": true}', "version"),
        (b'{"format": "en-regard/dossier", "version": 99}', "plus récente"),
        (b'{"format": "en-regard/dossier", "version": 1, "vues": {}}', "liste"),
        (b'{"format": "en-regard/dossier", "version": 1, "vues": [3]}', "vue 1"),
        (b'{"format": "en-regard/dossier", "version": 1, "vues": [{"vue": ""}]}', "« vue » manque"),
        (b'{"format": "en-regard/dossier", "version": 1, "vues": [{"vue": 3}]}', "doit être un texte"),
        (b'{"format": "en-regard/dossier", "version": 1, "vues": [{"vue": "x", "parametres": {"a": 1}}]}', "vue 1"),
        (b'{"format": "en-regard/dossier", "version": 1, "titre": "' + b"x" * 301 + b'"}', "trop long"),
        (b" " * (LARGEST_FILE + 1), "1 Mo"),
    ],
)
def test_a_file_that_is_no_dossier_is_refused_with_its_place(file: bytes, said: str) -> None:
    with pytest.raises(DossierRefused, match=said):
        from_file(file)


def test_the_shelf_gives_back_what_was_put_and_nothing_under_other_names() -> None:
    name = store.new_name()
    assert store.take(name) is None
    store.put(name, three())
    assert store.take(name) == three()
    for other in ("", "../secret", name[:-1], f"{name}/..", "a" * 200):
        assert store.take(other) is None
    with pytest.raises(ValueError, match="no name"):
        store.put("../secret", three())


def test_two_who_change_one_dossier_lose_nothing(own_shelf: Path) -> None:
    name = store.new_name()
    adding = [
        threading.Thread(target=lambda: [store.change(name, lambda one: one.added(ENTRY)) for _ in range(10)])
        for _ in range(4)
    ]
    for thread in adding:
        thread.start()
    for thread in adding:
        thread.join()
    kept = store.take(name)
    assert kept and len(kept.entries) == 40
    assert {file.name for file in own_shelf.iterdir()} == {f"{name}.json", ".lock"}, "nothing is left beside"


def test_two_processes_that_change_one_dossier_lose_nothing(own_shelf: Path) -> None:
    name = store.new_name()
    adding = (
        "from dashboard.dossier import store; from tests.test_dossiers import ENTRY\n"
        f"for _ in range(20): store.change({name!r}, lambda one: one.added(ENTRY))"
    )
    environment = {**os.environ, "EN_REGARD_DOSSIERS": str(own_shelf), "PYTHONPATH": str(ROOT)}
    both = [subprocess.Popen([sys.executable, "-c", adding], env=environment) for _ in range(2)]
    assert [one.wait(timeout=120) for one in both] == [0, 0]
    kept = store.take(name)
    assert kept and len(kept.entries) == 40


def test_one_process_keeps_a_seance_in_step_until_it_lets_go_or_dies(own_shelf: Path) -> None:
    name = store.new_name()
    holding = f"from dashboard.dossier import store; held = store.take_seance({name!r}); print(bool(held)); input()"
    environment = {**os.environ, "EN_REGARD_DOSSIERS": str(own_shelf), "PYTHONPATH": str(ROOT)}
    other = subprocess.Popen(
        [sys.executable, "-c", holding], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout and other.stdout.readline() == "True\n"
    assert store.take_seance(name) is None
    other.kill()
    other.communicate()
    lock = store.take_seance(name)
    assert lock and store.take_seance(name) is None
    lock.close()
    assert store.take_seance(name)


def test_a_shelf_that_cannot_be_written_says_what_remains(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    monkeypatch.setenv("EN_REGARD_DOSSIERS", str(in_the_way))
    with pytest.raises(store.ShelfClosed, match="enregistrer le fichier"):
        store.put(store.new_name(), three())


def test_what_nobody_touched_for_a_year_goes(own_shelf: Path) -> None:
    old, new = store.new_name(), store.new_name()
    store.put(old, three())
    long_ago = time.time() - 366 * 86_400
    os.utime(own_shelf / f"{old}.json", (long_ago, long_ago))
    store.put(new, three())
    assert store.tidy() == 1
    assert store.take(old) is None and store.take(new)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("name", list(views.VIEWS))
def test_every_view_can_be_kept_and_made_again(name: str) -> None:
    first = views.comparison(name, NEEDS.get(name, Selection()))
    assert first.key == name, "the view is found again under the key of its Comparison"
    (again, context), ignored = assemble.made(
        from_file(to_file(Dossier("", (Entry.of(name, first.address),)))).entries[0], "http://x/"
    )
    assert not ignored
    assert (again.finding, again.selection, again.emphasis) == (first.finding, first.selection, first.emphasis)
    assert again.table.equals(first.table)
    assert context.permalink.startswith(f"http://x/{views.page_of(name).address}?")


@pytest.mark.usefixtures("database")
def test_sums_of_money_are_views_scope_by_scope() -> None:
    for first in amounts_by_scope(Selection()):
        assert views.comparison(first.key, Selection()).finding == first.finding
    with pytest.raises(views.ViewUnknown, match="montants-rien"):
        views.comparison("montants-rien", Selection())


@pytest.mark.usefixtures("database")
def test_what_cannot_be_made_is_told_and_keeps_nothing_from_being_made() -> None:
    dossier = Dossier(
        "", (ENTRY, Entry("vue-de-demain", {}), Entry("contours", {}), Entry("echeances", {"theme": "x"}))
    )
    found = assemble.gather(dossier)
    assert [comparison.key for comparison, _ in found.gathered.entries] == ["themes-par-territoire", "echeances"]
    assert found.keys == (dossier.entries[0].key, dossier.entries[3].key)
    assert [
        "vue-de-demain" in said or "territoire" in said or "theme=x" in said for said in found.problems.values()
    ] == [True] * 3
    assert found.gathered.entries[0][1].heading == "Élan"


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("territory", ["midi-quercy", "coeur-de-lorraine", "cahors", "porte-du-hainaut", "occitanie"])
def test_the_views_of_a_territory_are_its_own(territory: str) -> None:
    gathered = assemble.of_territory(territory, "http://x/")
    assert gathered.permalink == f"http://x/territoires?territoire={territory}"
    assert len(gathered.entries) >= 5
    for comparison, context in gathered.entries:
        assert territory in context.permalink or comparison.emphasis == territory
