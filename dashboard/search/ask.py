"""What pages may ask of search: what answers words, found where, and the actions near one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dashboard import queries
from dashboard.search.find import EXACT, LOOSE, NEAR, SAID, Hit, named, search
from dashboard.search.index import Index, line_key, of_actions, of_lines
from dashboard.search.lexicon import Code, Lexicon
from dashboard.search.names import Name, Place, known_as, names_of, place_in
from dashboard.search.near import Neighbour, near

__all__ = [
    "EXACT", "LOOSE", "NEAR", "SAID", "Answers", "Hit", "Line", "Name", "Neighbour", "Place", "answers",
    "current_index", "find", "lexicon", "near", "neighbours", "search",
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
    """All that is searched in one version of the data."""

    names: dict[Code, Name]
    territories: list[tuple[str, str]]
    actions: Index
    lines: Index
    told: dict[str, tuple[str, int, str, str]]  # a line's key -> document, line, its action's identifier and title


def answers(words: str) -> Answers:
    """What answers the words in the documents of all territories."""
    library = _library(queries.content_hash())
    place = place_in(words, library.territories, _longer_names(library, words))
    asked = place.rest if place and place.rest else words
    actions, lines = search(library.actions, asked, _MOST), search(library.lines, asked, _MOST)
    if place and place.rest:
        actions = [hit for hit in actions if _territory(library.actions, hit) == place.territory_id]
        lines = [hit for hit in lines if _territory(library.lines, hit) == place.territory_id]
    return Answers(
        asked,
        library.lines.lexicon.spelled_out(asked),
        place,
        # The body that documents name (« CCI du Lot ») comes before its like of anywhere.
        sorted(
            (library.names[code] for code in _codes(library.lines, asked)),
            key=lambda name: name.field == "funder" and not name.is_said,
        ),
        [_line(library, hit) for hit in lines],
        actions,
    )


def lines_of(document_id: str, words: str) -> list[Line]:
    """The lines of one document that say all of the words, in its order."""
    library = _library(queries.content_hash())
    found = [_line(library, hit) for hit in search(library.lines, words, len(library.told)) if hit.grade <= SAID]
    return sorted((line for line in found if line.document_id == document_id), key=lambda line: line.line)


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
    lines, shared = queries.search_lines(), lexicon()
    of_documents = Index(of_lines(lines.to_dict("records")), shared)
    known = queries.territories()
    return _Library(
        names_of(queries.search_names().to_dict("records")),
        list(dict.fromkeys(zip(known["territory_id"], known["short_name"], strict=True))),
        Index(of_actions(queries.search_texts().to_dict("records")), shared, of_documents.forms),
        of_documents,
        {
            line_key(row.document_id, row.line): (
                row.document_id,
                row.line,
                row.action_id if isinstance(row.action_id, str) else "",
                row.action if isinstance(row.action, str) else "",
            )
            for row in lines.itertuples()
        },
    )


def lexicon(with_synonyms: bool = True) -> Lexicon:
    """The names of bodies and schemes, the codebook's acronyms and near expressions."""
    acronyms, synonyms = queries.acronyms(), queries.synonyms()
    return Lexicon(
        [
            *known_as(queries.search_names().to_dict("records")),
            *((acronym, meaning, None) for acronym, meaning in acronyms.itertuples(index=False)),
        ],
        synonyms.itertuples(index=False) if with_synonyms else (),
    )


def _longer_names(library: _Library, words: str) -> list[tuple[int, int]]:
    """Where the words name a body or scheme by several words: a territory's name in it is only a part."""
    return [(found.start, found.end) for found, _ in named(library.lines, words) if found.words > 1]


def _codes(index: Index, words: str) -> list[Code]:
    found = [code for _, codes in named(index, words) for code in codes]
    return list(dict.fromkeys(found))[:_MOST_NAMES]


def _territory(index: Index, hit: Hit) -> str:
    return index.entries[index.at[hit.key]].text.territory_id


def _line(library: _Library, hit: Hit) -> Line:
    document_id, line, action_id, action = library.told[hit.key]
    return Line(document_id, _territory(library.lines, hit), line, hit, action_id, action)
