"""What is typed is found whatever its spelling, said why, marked where it stands; near actions are elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import search_queries
from dashboard.search import ask
from etl.search.words import fold, is_one_letter_off, merged
from evaluation.measures import pair_recall, read_pairs, read_queries, recall, reciprocal_rank

RECALL, RECIPROCAL_RANK, PAIR_RECALL = 0.916, 1.0, 0.844  # evaluation/README.md
TOLERANCE = 0.02

HEALTH_CONTRACTS = {"coeur-de-lorraine-43dd67", "coeur-de-lorraine-0953ec", "midi-quercy-83235a"}


@pytest.fixture(autouse=True)
def real(database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("EN_REGARD_DB", str(database))
    yield


@pytest.fixture(scope="module")
def texts(database: Path) -> pd.DataFrame:
    return search_queries.texts().set_index("action_id")


def found(words: str, limit: int = 20) -> list[str]:
    return [hit.key for hit in ask.find(words, limit)]


def test_velo_finds_velo_with_its_accent_first_and_cyclable_near_it() -> None:
    hits = ask.find("velo")
    assert hits[0].key == "occitanie-e43305" and hits[0].reason == "dit “vélo”"
    near = next(hit for hit in hits if hit.key == "coeur-de-lorraine-c16d6a")
    assert near.reason == "“Cyclable”, proche de “vélo”"
    assert [near.sentence[start:end] for start, end in near.spans] == ["Cyclable"]


@pytest.mark.parametrize(
    "words", ["contrat local de sante", "Contrats locaux de santé", "CLS", "cls", "le C.L.S. ? CLS"]
)
def test_a_contract_is_found_by_its_acronym_and_by_its_name(words: str) -> None:
    assert set(found(words, 3)) == HEALTH_CONTRACTS


def test_the_reason_spells_the_acronym_out() -> None:
    assert {fold(hit.reason) for hit in ask.find("CLS")} == {"cls : contrat local de sante"}


def test_the_notion_is_found_before_its_last_word_is_typed_out() -> None:
    assert set(found("contrat local de san", 3)) == HEALTH_CONTRACTS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vélo", "VELOS"),
        ("l'habitat", "habitat"),
        ("qu’un médecin", "medecins"),
        ("bornes électriques", "borne electrique"),
        ("cœur de ville", "coeur de ville"),
        ("e\u0301cole", "école"),
    ],
)
def test_case_accents_plural_elision_and_ligatures_change_nothing(one: str, other: str) -> None:
    assert found(one) == found(other) != []


def test_a_word_just_begun_finds_the_whole_word() -> None:
    hits = ask.find("rénov")
    assert hits[0].key == "coeur-de-lorraine-ab5e49" and hits[0].reason == "dit “rénovation”"


@pytest.mark.parametrize("typed", ["medecni", "médeccin", "medcin", "madecin"])
def test_one_wrong_letter_is_forgiven(typed: str) -> None:
    assert set(found(typed)) == set(found("médecin"))


def test_a_short_word_is_taken_as_it_stands() -> None:
    assert found("bux") == []


def test_the_sentence_about_charging_points_is_shown_and_marked() -> None:
    hit = ask.find("bornes électriques")[0]
    assert hit.key == "coeur-de-lorraine-60edb6"
    assert [hit.sentence[start:end] for start, end in hit.spans] == ["bornes électriques"]


def test_a_theme_or_a_heading_answers_where_the_words_do_not() -> None:
    reasons = {hit.key: hit.reason for hit in ask.find("quartiers prioritaires")}
    assert reasons["occitanie-4ce9c0"] == "titre “Politique urbaine, politique de la ville”"
    by_theme = {hit.key: hit for hit in ask.find("santé")}["coeur-de-lorraine-b37770"]
    assert by_theme.reason == "thème Santé" and by_theme.spans == ()


def test_the_framing_region_is_searched_too() -> None:
    assert any(action.startswith("occitanie") for action in found("train"))


@pytest.mark.parametrize("query", read_queries(), ids=lambda query: query.words)
def test_hits_quote_the_action_and_mark_words_in_it(query, texts: pd.DataFrame) -> None:
    hits = ask.find(query.words)
    assert hits == sorted(hits, key=lambda hit: (hit.grade, -hit.score))
    assert len({hit.key for hit in hits}) == len(hits) <= 20
    for hit in hits:
        row = texts.loc[hit.key]
        assert hit.sentence in row["title"] or hit.sentence in row["text"] or hit.sentence in row["detail"].split("\n")
        assert hit.spans == merged(hit.spans)
        for start, end in hit.spans:
            assert 0 <= start < end <= len(hit.sentence)
            assert hit.sentence[start:end] == hit.sentence[start:end].strip()
        assert hit.reason and (hit.spans or hit.reason.startswith(("thème", "financeur", "signataire", "titre")))


@pytest.mark.parametrize(
    "words",
    [
        "", " ", "\x00", '"', "'", '"""vélo', "+vélo -bus", "*", "vélo*", "(vélo", "title:vélo", "vélo AND", "NOT", "~",
        "[a TO b]", "\\", "%_", "'; DROP TABLE action; --", "🚲", "🚲 vélo", "مرحبا بالعالم", "שלום", "漢字",
        "\u202evélo\u202c", "𝐯é𝐥𝐨", "de la du", "a" * 5_000, "vélo " * 1_000, "é" * 5_000, "\n\t", "=cls", "ß", "İ",
    ],
)  # fmt: skip
def test_any_string_gives_a_list(words: str) -> None:
    assert isinstance(ask.find(words), list)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_invented_string_gives_a_list(words: str) -> None:
    assert isinstance(ask.find(words), list)


def test_signs_of_query_languages_are_only_signs() -> None:
    assert found('+"vélo"*') == found("vélo")


def test_words_that_nothing_answers_find_nothing() -> None:
    assert ask.find("zzyzx") == [] == ask.find("de la") == ask.find("")


@pytest.mark.parametrize("limit", [0, 1, 3])
def test_the_limit_is_kept(limit: int) -> None:
    assert len(ask.find("santé", limit)) == limit
    assert len(ask.neighbours("midi-quercy-83235a", limit)) == limit


def test_neighbours_are_in_other_territories_and_say_what_is_shared(texts: pd.DataFrame) -> None:
    for action, row in texts.iterrows():
        for neighbour in ask.neighbours(action):
            assert texts.loc[neighbour.action_id, "territory_id"] != row["territory_id"]
            assert neighbour.shared, (action, neighbour.action_id)


def test_a_health_contract_is_nearest_to_another_one() -> None:
    nearest = ask.neighbours("midi-quercy-83235a")[0]
    assert nearest.action_id == "coeur-de-lorraine-43dd67"
    assert nearest.shared.startswith("dispositif CLS ; thème Santé ; mots ")


def test_an_action_that_does_not_exist_has_no_neighbours() -> None:
    assert ask.neighbours("nowhere-000000") == []


def test_the_chosen_method_is_as_good_as_when_it_was_measured() -> None:
    judged, pairs = read_queries(), read_pairs()
    assert recall(judged, found) >= RECALL - TOLERANCE
    assert reciprocal_rank(judged, found) >= RECIPROCAL_RANK - TOLERANCE
    near = pair_recall(pairs, lambda action: [one.action_id for one in ask.neighbours(action)])
    assert near >= PAIR_RECALL - TOLERANCE


def test_judgements_name_actions_that_exist_and_pairs_of_different_territories(texts: pd.DataFrame) -> None:
    judged, pairs = read_queries(), read_pairs()
    assert len(judged) == 30 and all(query.relevant <= set(texts.index) and query.relevant for query in judged)
    assert len(pairs) == 40 and sum(pair.is_near for pair in pairs) >= 25
    for pair in pairs:
        assert texts.loc[pair.one, "territory_id"] != texts.loc[pair.other, "territory_id"]


def test_a_search_is_quick_and_the_index_is_built_once() -> None:
    ask.current_index()  # what the queries answer is kept
    taken = []
    for _ in range(3):
        ask._library.cache_clear()
        start = time.process_time()
        index = ask.current_index()
        taken.append(time.process_time() - start)
    # The best of three: a busy machine slows some, a slow index slows them all.
    assert min(taken) < 0.8
    assert ask.current_index() is index
    words = [query.words for query in read_queries()] + ["a" * 5_000, "énergie " * 600, "medecni"]
    start = time.process_time()
    for one in words:
        ask.answers(one)
    # 17 ms where this was written, 21 on a slow day: what looks through all actions for each word takes ten times that.
    assert (time.process_time() - start) / len(words) < 0.05


def test_visitors_search_at_the_same_time() -> None:
    asked = [query.words for query in read_queries()] * 4
    expected = [ask.find(words) for words in asked]
    ask._library.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask.find, asked)) == expected


@pytest.mark.parametrize(
    ("one", "other", "off"),
    [
        ("velo", "velos", True), ("velo", "vleo", True), ("velo", "vela", True), ("velo", "elo", True),
        ("velo", "velo", False), ("velo", "leov", False), ("velo", "velots", False), ("ab", "ba", True),
    ],
)  # fmt: skip
def test_one_letter_off(one: str, other: str, off: bool) -> None:
    assert is_one_letter_off(one, other) is off is is_one_letter_off(other, one)
