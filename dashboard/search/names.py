"""Bodies and schemes under all their names, and the territory that a query speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from etl.search.lexicon import Code
from etl.search.names import text_of
from etl.search.words import Token, compounds, tokens

# What kind of territory it is, which people leave out: « Midi-Quercy » is the Pays Midi-Quercy.
_KINDS = frozenset(
    token.stem
    for token in tokens("pays région grand grande petr pôle ville communauté communes agglomération métropole")
)
# Names of territories, which each search asks about.
_KEPT_NAMES = 5_000
_QUOTED = re.compile(r"[«“\"]([^»”\"]*)[»”\"]")


@dataclass(frozen=True)
class Name:
    """A body (`field` is funder) or a scheme: its label, its acronym if it has one, its level, what it is, and whether
    a document says it.
    """

    field: str
    code: str
    label: str
    acronym: str
    level: str
    definition: str
    is_said: bool


@dataclass(frozen=True)
class Place:
    """A territory that the words name, and the words without that name: none where they say nothing else."""

    territory_id: str
    said: str
    rest: str


def names_of(rows: Iterable[Mapping[str, object]]) -> dict[Code, Name]:
    """The rows of `queries.search_names` by field and code."""
    found = {}
    for row in rows:
        code = (str(row["field"]), str(row["code"]))
        found[code] = Name(
            *code, str(row["label"]), text_of(row["acronym"]), text_of(row["level"]), str(row["definition"]),
            len(row["spoken"]) > 0,  # type: ignore[arg-type]
        )  # fmt: skip
    return found


def place_in(words: str, territories: Sequence[tuple[str, str]], taken: Iterable[tuple[int, int]]) -> Place | None:
    """The territory that the words name, the longest name first; a quoted name is only words.

    Args:
        words: what the reader typed.
        territories: identifier and short name of each.
        taken: ranges of the words that name something longer (« Ville de Cahors » is a body).
    """
    asked = compounds(tokens(words), frozenset(token.folded for _, name in territories for token in _said(name)))
    closed = [*taken, *(match.span() for match in _QUOTED.finditer(words))]
    found: list[tuple[int, int, int, str]] = []
    for territory_id, name in territories:
        for form in _forms(name):
            for at in range(len(asked) - len(form) + 1):
                said = asked[at : at + len(form)]
                if tuple(word.stem for word in said) == form:
                    start, end = said[0].start, said[-1].end
                    if not any(low <= start and end <= high and end - start < high - low for low, high in closed):
                        found.append((-len(form), start, end, territory_id))
    if not found:
        return None
    _, start, end, territory_id = min(found)
    rest = f"{words[:start]} {words[end:]}"
    return Place(territory_id, words[start:end], " ".join(rest.split()) if tokens(rest) else "")


@lru_cache(maxsize=_KEPT_NAMES)
def _forms(name: str) -> set[tuple[str, ...]]:
    """The stems of a territory's names, with and without the word that says what it is."""
    forms = set()
    for part in name.split("/"):
        stems = tuple(token.stem for token in _said(part))
        forms |= {stems, tuple(stem for stem in stems if stem not in _KINDS)}
    return forms - {()}


@lru_cache(maxsize=_KEPT_NAMES)
def _said(name: str) -> list[Token]:
    return compounds(tokens(name))
