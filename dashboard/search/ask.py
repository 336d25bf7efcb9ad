"""What pages may ask of search: what answers words, found where, and the actions near one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard import queries, search_queries
from dashboard.search.find import EXACT, LOOSE, NEAR, SAID, Hit, Query, first, search, show
from dashboard.search.find import actions as actions_of
from dashboard.search.index import Index
from dashboard.search.names import Name, Place, Places, names_of, place_in
from dashboard.search.near import Neighbour, near
from dashboard.selection import Selection
from etl.search.lexicon import Code, Lexicon
from etl.search.names import lexicon_of
from etl.search.texts import ACTIONS, LINES

__all__ = [
    "EXACT", "LOOSE", "NEAR", "SAID", "Answers", "Hit", "Line", "Name", "Neighbour", "Place", "answers",
    "current_index", "find", "lexicon", "near", "neighbours", "search", "show",
]  # fmt: skip
_MOST, _MOST_NAMES = 200, 4


@dataclass(frozen=True)
class Line:
    """A line of a document that answers, and the action that it is of, if it is of one."""

    document_id: str
    territory_id: str
    line: int
    hit: Hit
    action_id: str
    action: str


@dataclass(frozen=True)
class Answers:
    """What answers the words: bodies and schemes that they name, lines of documents, actions; the best first.

    `place` is the territory that the words name; beside something else, lines and actions are its own. `acronym` spells
    the words out where they are an acronym.
    """

    words: str
    acronym: str
    place: Place | None
    names: list[Name]
    lines: list[Line]
    actions: list[Hit]


@dataclass(frozen=True)
class _Library:
    """All that is searched in one version of the data; the texts themselves stay in the base."""

    names: dict[Code, Name]
    places: Places
    actions: Index
    lines: Index


def answers(words: str, within: Selection | None = None) -> Answers:
    """What answers the words in the documents of all territories; actions within the Selection, if one is given, and
    lines within its territories."""
    library = _library(queries.content_hash())
    said = Query(library.lines, words)
    longer = [(found.start, found.end) for found, _ in said.named() if found.words > 1]
    place = place_in(words, library.places, longer)
    asked = place.rest if place and place.rest else words
    if place and place.rest:
        # The words say where: what the reader chose of territories waits.
        within = (within or Selection()).but(territories=(place.territory_id,))
        said = Query(library.lines, asked)
    actions = Query(library.actions, asked)
    return Answers(
        asked,
        library.lines.lexicon.spelled_out(asked),
        place,
        # The body that documents name (« CCI du Lot ») comes before its like of anywhere.
        sorted(
            (library.names[code] for code in _codes(said)),
            key=lambda name: name.field == "funder" and not name.is_said,
        ),
        _lines(said, first(said, said.ranked(), _MOST, search_queries.lines_found, within)),
        actions_of(actions, actions.ranked(), _MOST, within),
    )


def lines_of(document_id: str, words: str) -> list[Line]:
    """The lines of one document that say all of the words, in its order."""
    query = Query(_library(queries.content_hash()).lines, words)
    ranked = query.ranked()
    graded = {
        entry: (grade, score)
        for entry, grade, score in zip(
            ranked.entries.tolist(), ranked.grades.tolist(), ranked.scores.tolist(), strict=True
        )
        if grade <= SAID
    }
    lines = search_queries.document(document_id)
    lines = lines[lines["entry"].isin(list(graded))]
    told = [graded[entry] for entry in lines["entry"].tolist()]
    return _lines(query, lines.assign(grade=[grade for grade, _ in told], score=[score for _, score in told]))


def find(words: str, limit: int = 20) -> list[Hit]:
    """Actions of all territories that answer the words, best first; none for words that nothing answers."""
    return answers(words).actions[: max(limit, 0)]


def neighbours(action_id: str, limit: int = 5) -> list[Neighbour]:
    """Actions of other territories near this one, nearest first; none for an action that does not exist."""
    return near(current_index(), action_id, limit)


def current_index() -> Index:
    """The index of the actions of the data that is being read."""
    return _library(queries.content_hash()).actions


@lru_cache(maxsize=2)
def _library(content: str) -> _Library:
    names, known = queries.search_names().to_dict("records"), queries.territories()
    shared = lexicon()
    return _Library(
        names_of(names),
        Places.of(list(dict.fromkeys(zip(known["territory_id"], known["short_name"], strict=True)))),
        Index(ACTIONS, shared),
        Index(LINES, shared),
    )


def lexicon(with_synonyms: bool = True) -> Lexicon:
    """The names of bodies and schemes, the codebook's acronyms and near expressions."""
    return lexicon_of(
        queries.search_names().to_dict("records"),
        queries.acronyms().itertuples(index=False),
        queries.synonyms().itertuples(index=False) if with_synonyms else (),
    )


def _codes(query: Query) -> list[Code]:
    found = [code for _, codes in query.named() for code in codes]
    return list(dict.fromkeys(found))[:_MOST_NAMES]


def _lines(query: Query, rows: pd.DataFrame) -> list[Line]:
    """Rows of lines, with grade and score, as they are shown."""
    return [
        Line(
            row.document_id,
            row.territory_id,
            int(row.line),
            Hit(f"{row.document_id}:{row.line}", int(row.grade), float(row.score), int(row.entry), query),
            row.action_id if isinstance(row.action_id, str) else "",
            row.action if isinstance(row.action, str) else "",
        )
        for row in rows.itertuples()
    ]
