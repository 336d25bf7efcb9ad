"""Bodies and schemes under all their names, and the territory that a query speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from etl.search.lexicon import Code
from etl.search.names import text_of
from etl.search.words import Token, compounds, tokens

# What kind of territory it is, which people leave out: « Midi-Quercy » is the Pays Midi-Quercy.
_KINDS = frozenset(
    token.stem
    for token in tokens("pays région grand grande petr pôle ville communauté communes agglomération métropole")
)
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


@dataclass(frozen=True)
class Places:
    """Territories by the stems of each of their names, and the words of these names: looked up, not gone through."""

    by_stems: Mapping[tuple[str, ...], str]
    words: frozenset[str]
    longest: int

    @classmethod
    def of(cls, territories: Sequence[tuple[str, str]]) -> Places:
        """Of the identifier and short name of each; a name that several bear is that of the first identifier."""
        by_stems: dict[tuple[str, ...], str] = {}
        for territory_id, name in territories:
            for form in _forms(name):
                by_stems[form] = min(territory_id, by_stems.get(form, territory_id))
        words = frozenset(token.folded for _, name in territories for token in _said(name))
        return cls(by_stems, words, max(map(len, by_stems), default=0))


def place_in(words: str, places: Places, taken: Iterable[tuple[int, int]]) -> Place | None:
    """The territory that the words name, the longest name first; a quoted name is only words.

    Args:
        words: what the reader typed.
        places: the territories by their names.
        taken: ranges of the words that name something longer (« Ville de Cahors » is a body).
    """
    asked = compounds(tokens(words), places.words)
    closed = [*taken, *(match.span() for match in _QUOTED.finditer(words))]
    found: list[tuple[int, int, int, str]] = []
    for first in range(len(asked)):
        for last in range(first, min(len(asked), first + places.longest)):
            said = asked[first : last + 1]
            territory_id = places.by_stems.get(tuple(word.stem for word in said))
            if territory_id is None:
                continue
            start, end = said[0].start, said[-1].end
            if not any(low <= start and end <= high and end - start < high - low for low, high in closed):
                found.append((-len(said), start, end, territory_id))
    if not found:
        return None
    _, start, end, territory_id = min(found)
    rest = f"{words[:start]} {words[end:]}"
    return Place(territory_id, words[start:end], " ".join(rest.split()) if tokens(rest) else "")


def _forms(name: str) -> set[tuple[str, ...]]:
    """The stems of a territory's names, with and without the word that says what it is."""
    forms = set()
    for part in name.split("/"):
        stems = tuple(token.stem for token in _said(part))
        forms |= {stems, tuple(stem for stem in stems if stem not in _KINDS)}
    return forms - {()}


def _said(name: str) -> list[Token]:
    return compounds(tokens(name))
