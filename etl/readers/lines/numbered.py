"""Lines that say by their numbers alone, or by their capitals, what is a heading and what an action, where no line says
that it is either."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from etl.readers.fields.columns import LEVELS, field_of
from etl.readers.fields.labelled import known_in
from etl.readers.lines.headings import heading_level
from etl.readers.lines.titles import ACTION_LABEL, parted
from etl.readers.text import LONGEST_LINE, one_line

# « 1) », « 1.2 », « A.1. », « 1.1.2.a », « II.3 », before words.
_CODE = re.compile(
    r"(?P<code>(?:(?:[A-Z]|[IVX]{2,5})[.-]?)?\d{1,3}(?:[.-]\d{1,3})*(?:\.?[a-z])?)"
    r"(?P<sign>\s*[.):–—-]+)?\s+(?P<text>[A-ZÀ-Ý«Œ].*)"
)
_WORD = re.compile(r"(?:fiche[\s-]*)?action\s*:\s+(?P<text>\S.*)", re.I)
# « Article 4 – Ouvrir… », « TITRE II – … », « Chapitre 2 : … »
_ARTICLE = re.compile(r"(?:article|titre|chapitre)\s+(?:\d{1,3}|[ivx]{1,5}|1er|premier)\s*[.:–—-]\s*\S", re.I)
_PART = re.compile(r"(?:(?P<whole>titre)|chapitre)\b", re.I)
_SIGN = re.compile(r"^[•*–—-]\s*")
_NAMED = re.compile(r"(?P<label>article\s+\w+)\s*[.:–—-]\s*(?P<text>\S.*)", re.I)
_KEY = re.compile(r"\d+|[A-Za-z]+")
_ROMAN = re.compile(r"[IVX]{1,5}\s*[.)/–—-]\s*\S.*")
_FEWEST, _FEWEST_FLAT, _FEWEST_CAPITALS = 2, 3, 6
_LONGEST_TITLE = 300
_LISTED = re.compile(r"[•‣▪▫●○◦■➢➤►▸✓❖*–—-]\s+\S")
# Of a line above a list, how long it is; of a text that is lists, what part of it they are.
_FEWEST_SIGNS, _LONGEST_NAME, _MOSTLY = 4, 80, 0.75
BY_NUMBERS = "Les lignes numérotées sont prises pour les actions, aucune ne disant « Action » : vérifier que c’en sont."
BY_LISTS = "Les lignes au-dessus des listes sont prises pour des titres, et leurs puces pour des actions : vérifier."
BY_ARTICLES = (
    "Les articles qui disent qui, quand ou combien sont pris pour les actions, aucun ne disant « Action » : vérifier "
    "que c’en sont."
)
BY_CAPITALS = (
    "Les lignes en capitales sont prises pour les actions, aucune ne disant « Action » : vérifier que c’en sont."
)


def parted_code(said: str) -> tuple[str, str]:
    """The code before the words of a line, and the words: « 1.2 », « Se loger »."""
    word, match = _WORD.fullmatch(said), _CODE.fullmatch(said)
    if word:
        return "", word["text"]
    if article := _NAMED.fullmatch(said):
        return article["label"], article["text"]
    return (match["code"], match["text"]) if match else ("", said)


def told_lines(lines: Sequence[str]) -> Iterator[tuple[dict[int, int], str]]:
    """What words, numbers, then capitals tell of lines (see `by_words`), where they tell something, each with its
    doubt; words leave none."""
    for told, why in (
        (by_words(lines), ""),
        (by_articles(lines), BY_ARTICLES),
        (by_numbers(lines), BY_NUMBERS),
        (by_capitals(lines), BY_CAPITALS),
    ):
        if told:
            yield told, why


def by_lists(lines: Sequence[str]) -> dict[int, int]:
    """The lines, from 1, right above bullets, where the text is little more than such lists: 1, as the headings that
    they are; none where fewer than two are, or one says a field."""
    said = [one_line(line) if len(line) < LONGEST_LINE else "" for line in lines]
    bullets = {at for at, text in enumerate(said) if _LISTED.match(text)}
    told: dict[int, int] = {}
    for at, text in enumerate(said):
        below = next((other for other in range(at + 1, len(said)) if said[other]), 0)
        is_short = _FEWEST_SIGNS <= len(text) <= _LONGEST_NAME and text[0].isupper()
        if at not in bullets and below in bullets and is_short and not text.endswith((".", ";", ",")):
            told[at + 1] = 1
    whole = sum(map(bool, said))
    is_list = len(told) >= _FEWEST and len(told) + len(bullets) >= _MOSTLY * whole
    names = {field_of(said[at - 1].rstrip(" :")) for at in told}
    return told if is_list and names <= {"", *LEVELS} else {}


def by_articles(lines: Sequence[str]) -> dict[int, int]:
    """The lines, from 1, of a convention whose articles are actions, as those are that say fields: 0, and the level of
    the titles above them; −1 of other articles, which end the one before. None where fewer than two are."""
    said = [one_line(line) if len(line) < LONGEST_LINE else "" for line in lines]
    begins = [at for at, text in enumerate(said) if _ARTICLE.match(text)]
    told: dict[int, int] = {}
    for at, end in pairwise([*begins, len(said)]):
        if part := _PART.match(said[at]):
            told[at + 1] = 1 if part["whole"] else 2
            continue
        fields = {known_in(_SIGN.sub("", text)) for text in said[at + 1 : end]} - {""}
        told[at + 1] = 0 if len(fields) >= _FEWEST else -1
    return told if sum(level == 0 for level in told.values()) >= _FEWEST else {}


def by_words(lines: Sequence[str]) -> dict[int, int]:
    """The lines, from 1, that say « Action : … » without a number: 0; none where others number them."""
    short = [(at, one_line(line)) for at, line in enumerate(lines, 1) if len(line) < _LONGEST_TITLE]
    told = {at: 0 for at, said in short if _WORD.fullmatch(said)}
    is_numbered = any(ACTION_LABEL.match(parted(said)[0]) for _, said in short)
    return told if len(told) >= _FEWEST and not is_numbered else {}


def by_numbers(lines: Sequence[str]) -> dict[int, int]:
    """The lines, from 1, that a code tells: the level of a heading, 0 for an action; none where codes tell nothing."""
    found: dict[int, tuple[str, ...]] = {}
    bare: dict[int, tuple[str, ...]] = {}
    for at, line in enumerate(lines, 1):
        said = one_line(line) if len(line) < LONGEST_LINE else ""
        match = _CODE.fullmatch(said) if len(said) <= _LONGEST_TITLE else None
        if match and not heading_level(said):
            told = found if match["sign"] or not match["code"].isdigit() else bare
            told[at] = tuple(_KEY.findall(match["code"]))
    # « 1 Se loger » is a heading above « 1.1 »; « 12 agents » is none.
    found |= {at: key for at, key in bare.items() if any(one[:1] == key and len(one) > 1 for one in found.values())}
    if len(set(found.values())) < len(found):
        # The same numbers in each fiche, or in a list of contents.
        return {}
    above = {key[:end] for key in found.values() for end in range(1, len(key)) if not key[-1].islower()}
    # « 1.1.a » is a part of « 1.1 ».
    own = {at: key for at, key in found.items() if not (key[-1].islower() and key[:-1] in found.values())}
    deepest = max(map(len, own.values()), default=0)
    if deepest == 1:
        return _flat(own, lines)
    levels = {at: len(key) if key in above or len(key) == 1 else 0 for at, key in own.items()}
    return levels if sum(not level for level in levels.values()) >= _FEWEST else {}


def _flat(own: Mapping[int, tuple[str, ...]], lines: Sequence[str]) -> dict[int, int]:
    """A single list, « 1 », « 2 », « 3 », whose words name no part of a report or a form."""
    numbers = [int(key[0]) for key in own.values() if key[0].isdigit()]
    titles = [parted_code(one_line(lines[at - 1]))[1] for at in own]
    is_list = len(numbers) == len(own) >= _FEWEST_FLAT and all(two == one + 1 for one, two in pairwise(numbers))
    told = dict.fromkeys(own, 0) if is_list and not any(map(field_of, titles)) else {}
    return told | dict.fromkeys(_over(told, lines), 1) if told else {}


def _over(told: Collection[int], lines: Sequence[str]) -> list[int]:
    """The lines, from 1, in capitals, that stand apart right above these, where several do: headings."""
    found = []
    for at in told:
        above = next((one for one in range(at - 1, 0, -1) if lines[one - 1].strip()), 0)
        said = one_line(lines[above - 1]) if above and len(lines[above - 1]) < _LONGEST_NAME else ""
        is_apart = above in (0, 1) or not lines[above - 2].strip()
        if said.isupper() and sum(map(str.isalpha, said)) >= _FEWEST_SIGNS and is_apart and above < at - 1:
            found.append(above)
    return found if len(found) > 1 else []


def by_capitals(lines: Sequence[str]) -> dict[int, int]:
    """The lines, from 1, in capitals, where some are headings by a Roman number or by name: so are those that another
    such line follows, and those that text follows are actions, 0; none where fewer than two are."""
    said = [one_line(line) if len(line) < _LONGEST_TITLE else "" for line in lines]
    capitals = [
        at
        for at, text in enumerate(said)
        if text.isupper() and sum(map(str.isalpha, text)) >= _FEWEST_CAPITALS and not field_of(text.rstrip(" :"))
    ]
    named = {at for at in capitals if _ROMAN.fullmatch(said[at]) or heading_level(said[at])}
    told: dict[int, int] = {}
    for at in capitals if len(named) >= _FEWEST else ():
        below = next((text for text in said[at + 1 :] if text), "")
        is_heading = at in named or below.isupper() or not below
        told[at + 1] = (2 if at in named else 1) if is_heading else 0
    return told if sum(not level for level in told.values()) >= _FEWEST else {}
