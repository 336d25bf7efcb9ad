"""Bodies and schemes under all the names by which a search may mean them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from etl.search.lexicon import Code, Lexicon, spells
from etl.search.words import compounds, tokens

_BODY_IN_BRACKETS = re.compile(r"\(([^)]+)\)")
_END_OF_NAME = re.compile(r"[(;.]")


def lexicon_of(
    names: Iterable[Mapping[str, object]],
    acronyms: Iterable[tuple[str, str]],
    synonyms: Iterable[tuple[str, str, bool]],
) -> Lexicon:
    """The names of bodies and schemes, the codebook's acronyms and near expressions.

    Args:
        names: the rows of `sql/queries/search_names.sql`, in its order.
        acronyms: each with its meaning.
        synonyms: two expressions that are near, and whether they are the same thing.
    """
    return Lexicon([*known_as(names), *((acronym, meaning, None) for acronym, meaning in acronyms)], synonyms)


def known_as(rows: Iterable[Mapping[str, object]]) -> Iterator[tuple[str | None, str, Code]]:
    """Acronym, if there is one, and meaning under which each body or scheme is known, with its code."""
    for row in rows:
        code = (str(row["field"]), str(row["code"]))
        label, acronym = str(row["label"]), text_of(row["acronym"])
        plain, inside = _BODY_IN_BRACKETS.sub("", label).strip(), _BODY_IN_BRACKETS.findall(label)
        defined = _END_OF_NAME.split(str(row["definition"]))[0].strip()
        if acronym:
            yield acronym, label, code
        elif len(own := compounds(tokens(plain))) == 1:
            # « Anah » is spelled out by its definition, « Communes » is a word.
            word = plain[own[0].start : own[0].end]
            yield word, defined if spells(word, defined) else word, code
        yield None, plain, code
        # In brackets a body has its other name, a scheme what it is of: « Pôle de pleine nature (Massif central) ».
        for words in (*(inside if code[0] == "funder" else ()), *row["spoken"]):  # type: ignore[misc]
            said = compounds(tokens(str(words)))
            if len(said) == 1 and said[0].is_capital:
                yield str(words)[said[0].start : said[0].end], plain, code
            else:
                yield None, str(words), code


def text_of(value: object) -> str:
    """A text, or nothing for what is missing."""
    return value if isinstance(value, str) else ""
