"""The index of the search that a build makes: what it holds and weighs, and what is read of it."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import duckdb
import numpy as np
import pytest

from dashboard import queries, search_queries
from dashboard.search import ask
from dashboard.search.find import Query
from dashboard.search.index import Index, Words
from dashboard.selection import Selection
from etl.load import build
from etl.search.prepare import again
from etl.search.texts import ACTIONS, LINES, Reader, of_action
from tests.invented import Invented

pytestmark = pytest.mark.usefixtures("database")


# The first line of each document that names nothing.
_PLAIN = (
    "SELECT document_id, min(line) AS first_line, min_by(text, line) AS text FROM document_line "
    "ANTI JOIN mention USING (document_id, line) WHERE trim(text) <> '' GROUP BY document_id"
)


@pytest.fixture(scope="module")
def repeated(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real base, whose documents all say one of their lines three times more."""
    path = tmp_path_factory.mktemp("repeated") / "repeated.duckdb"
    shutil.copy(database, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "INSERT INTO document_line BY NAME SELECT document_id, line_count + copy AS line, text "
            f"FROM ({_PLAIN}) INNER JOIN document USING (document_id) CROSS JOIN range(1, 4) AS copies (copy)"
        )
        again(connection, ask.lexicon())
    return path


def test_each_term_stands_where_the_texts_have_it_and_weighs_what_bm25_says() -> None:
    index, rows = Index(ACTIONS, ask.lexicon()), search_queries.texts().to_dict("records")
    known = frozenset(search_queries.words(ACTIONS)["word"].map(lambda word: word.rstrip("sx")))
    reader = Reader(index.lexicon, known | index.lexicon.bare_words)
    counted = [reader.entry(of_action(row)).counted for row in rows]
    mean = sum(map(len, counted)) / len(counted)
    term_of = Words(index)
    for name in ("sant", "vélo", "velo", "voi vert", "=cls", "logement"):
        holding = {at: terms.count(name) for at, terms in enumerate(counted) if name in terms}
        term = term_of.term(name)
        assert (term is None) == (not holding), name
        if term is None:
            continue
        rarity = math.log(1 + (len(rows) - len(holding) + 0.5) / (len(holding) + 0.5))
        for at, times in holding.items():
            expected = rarity * times / (1.2 * (0.5 + 0.5 * len(counted[at]) / mean) + times)
            assert term.own_weight(rows[at]["entry"]) == pytest.approx(expected, rel=1e-5), name
        assert len(term.entries) == len(holding) and (np.diff(term.entries) > 0).all()


def test_every_action_and_every_line_that_is_not_blank_has_a_text() -> None:
    with duckdb.connect(str(queries.base_path()), read_only=True) as connection:
        actions = connection.execute(
            "SELECT count(*), count(DISTINCT place) FROM action_overview INNER JOIN search_action USING (place)"
        ).fetchall()
        lines = connection.execute(
            "SELECT (SELECT count(*) FROM search_line), (SELECT sum(texts) FROM search_entry WHERE kind = 'ligne'), "
            "(SELECT count(*) FROM document_line WHERE trim(text) <> '')"
        ).fetchall()
    assert actions == [(178, 178)]
    assert len(set(lines[0])) == 1


def test_each_line_bears_the_action_that_holds_it_and_each_text_what_it_names() -> None:
    with duckdb.connect(str(queries.base_path()), read_only=True) as connection:
        borne, held = (
            connection.execute(asked).fetchall()
            for asked in (
                "SELECT document_id, line, action_place FROM search_line ORDER BY ALL",
                "SELECT search_line.document_id, line, told.place FROM search_line LEFT JOIN action_overview AS told "
                "ON search_line.document_id = told.document_id AND line BETWEEN first_line AND last_line ORDER BY ALL",
            )
        )
        kept, named = (
            connection.execute(asked).fetchall()
            for asked in (
                "SELECT action_id, named.code, named.words FROM (SELECT action_id, unnest(named) AS named "
                "FROM search_action INNER JOIN search_entry ON search_action.entry = search_entry.entry "
                "AND kind = 'action' INNER JOIN action_overview ON search_action.place = action_overview.place) "
                "ORDER BY ALL",
                "SELECT action_id, scheme_id, evidence FROM action_scheme UNION ALL "
                "SELECT action_id, funder_id, evidence FROM action_funder ORDER BY ALL",
            )
        )
    places = {place for *_, place in borne}
    assert None in places and len(places) == 179, "some lines are of no action, and every action has lines"
    assert borne == held
    assert kept == named and len(named) > 100


def test_a_few_terms_are_read_as_all_of_them_are() -> None:
    for kind in (ACTIONS, LINES):
        every = search_queries.all_terms(kind).set_index("term")
        asked = tuple(every.index[::97])
        few = search_queries.terms(kind, (*asked, "zzyzx")).set_index("term")
        assert set(few.index) == set(asked)
        for term in asked:
            assert all(np.array_equal(few.at[term, name], every.at[term, name]) for name in every), (kind, term)


def test_lines_that_are_alike_are_read_once_and_all_of_them_answer(repeated: Path, database: Path) -> None:
    with duckdb.connect(str(database), read_only=True) as connection:
        ((document, text, last),) = connection.execute(
            f"SELECT document_id, text, line_count FROM ({_PLAIN}) INNER JOIN document USING (document_id) "
            "WHERE document_id LIKE 'cahors%'"
        ).fetchall()
    before = Index(LINES, ask.lexicon()).size
    with queries.reading(repeated):
        index = Index(LINES, ask.lexicon())
        ranked = Query(index, text).ranked()
        found = search_queries.lines_found(ranked.entries.tolist(), ranked.groups.tolist(), 100, None)
    assert index.size == before
    assert set(found[found["document_id"] == document]["line"]) >= {last + 1, last + 2, last + 3}


def test_filters_keep_answers_before_they_are_cut() -> None:
    wide = Query(ask.current_index(), "logement")
    ranked = wide.ranked()
    asked = ranked.entries.tolist(), ranked.groups.tolist()
    territories = search_queries.actions(*asked, 1_000, None)["territory_id"]
    last = territories[territories.duplicated()].iloc[-1]
    assert territories.tolist()[:2] != [last, last], "cut first, the filter would leave less than two"
    kept = ask.actions_of(wide, ranked, 2, Selection(territories=(last,)))
    every = search_queries.actions(*asked, 1_000, None)
    assert [hit.key for hit in kept] == every[every["territory_id"] == last]["action_id"].tolist()[:2]


def test_texts_are_read_where_they_are_shown_and_no_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    fetched = search_queries.texts
    monkeypatch.setattr(search_queries, "texts", lambda entries=None: read.append(len(entries)) or fetched(entries))
    ask._library.cache_clear()
    hits = ask.find("logement", 50)
    assert len(hits) > 5 and not read
    assert hits[0].sentence and read == [1]
    ask.show(hits[:5])
    assert sum(read) == len({hit.entry for hit in hits[:5]})


def test_another_base_is_searched_by_its_own_index(invented: Invented) -> None:
    build(invented.data, invented.database)
    with queries.reading(invented.database):
        ask._library.cache_clear()
        assert {hit.sentence.rstrip(".").lower() for hit in ask.find("navette de bus")} >= {"navette de bus"}
        assert ask.find("zzyzx") == []
        assert [line.line for line in ask.lines_of("val-plan", "pistes cyclables")] == [6]
    ask._library.cache_clear()
