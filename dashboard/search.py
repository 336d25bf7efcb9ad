"""Search in the actions' words, and the actions near one: what pages may ask of the search room."""

from __future__ import annotations

from functools import lru_cache

from dashboard import queries
from dashboard.search_find import Hit, search
from dashboard.search_index import Index
from dashboard.search_lexicon import Lexicon
from dashboard.search_near import Neighbour, near

__all__ = ["Hit", "Neighbour", "current_index", "find", "lexicon", "near", "neighbours", "search"]


def find(words: str, limit: int = 20) -> list[Hit]:
    """Actions of all territories that answer the words, best first; none for words that nothing answers."""
    return search(current_index(), words, limit)


def neighbours(action_id: str, limit: int = 5) -> list[Neighbour]:
    """Actions of other territories near this one, nearest first; none for an action that does not exist."""
    return near(current_index(), action_id, limit)


def current_index() -> Index:
    """The index of the data that is being read."""
    return _index(queries.content_hash())


@lru_cache(maxsize=2)
def _index(content: str) -> Index:
    return Index(queries.search_texts().to_dict("records"), lexicon())


def lexicon(with_synonyms: bool = True) -> Lexicon:
    """The codebook's acronyms and near expressions."""
    acronyms = queries.acronyms().astype(object)
    acronyms = acronyms.where(acronyms.notna(), None)
    synonyms = queries.synonyms()
    return Lexicon(
        zip(acronyms["acronym"], acronyms["meaning"], acronyms["scheme_id"], strict=True),
        zip(synonyms["words"], synonyms["near"], strict=True) if with_synonyms else (),
    )
