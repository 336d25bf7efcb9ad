"""Lines as the pages of a printed document break them: what goes on from one to the next, what each page has at its
head or foot; and the headings that an outline numbers in its own way."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from itertools import pairwise

from etl.readers.fields.columns import NO_FIELDS, field_of
from etl.readers.lines.hyphens import SOFT
from etl.readers.text import LONGEST_LINE, one_line

# A line that ends with one of these goes on in the next.
_SMALL_WORD = re.compile(
    r".*(?:[,(/&]|[\s(’'](?:d[eu]|des|l[ea]|les|l[’']|d[’']|et|ou|à|au|aux|en|par|pour|sur|dans|avec|un|une|vers|sans))$",
    re.I | re.S,
)
_REST_OF_SUM = re.compile(r"\d{3}(?!\d)|€|euros?\b|[kM]€")
_SHORTEST_BROKEN = 25
# No title, heading or field goes on for pages.
_LONGEST_JOINED = 2_000
_PAGE = re.compile(r"(?:page\s*|p\.\s*)?[–—-]?\s*(\d{1,3})\s*(?:[–—-]|(?:/|sur)\s*\d{1,3})?", re.I)
_NAMED_PAGE = re.compile(
    r"(?P<name>[^:]*[^\s:–—|·-])\s*[–—|·-]?\s*\b(?:page|p\.)\s*(?P<page>\d{1,3})(?:\s*(?:/|sur)\s*\d{1,3})?", re.I
)
# « Fiche 1 – Planter ........ 2 », whose page may stand apart where many points lead on to it.
_CONTENTS = re.compile(r".*(?:(?:\.\s?){4,}\s*\d+|\s(?:\.{3}|…)\s*\d{1,3}|…{2,}\s*\d+|(?:\.\s?){6,}|…{3,})\s*", re.S)
_LONGEST_OF_CONTENTS = 500
# Fewer points do where several lines end so.
_FEW_POINTS = re.compile(r"\s*\S[^.…]*+(?:\.(?!\.)[^.…]*+)*+(?:\.{3}|…)\s*\d{1,3}\s*")
_FEWEST_PAGES, _SHORTEST_PAGE, _LONGEST_FOOT = 2, 5, 200
_ROMAN = re.compile(r"[IVX]{1,5}\s*[.)/–—-]\s*\S.*")
_LETTER = re.compile(r"[A-H]\s*[.)/–—-]\s+\S.*")
_NUMBER = re.compile(r"\d{1,3}\s*[.)–—-]\s+\S.*")
_SMALL_LETTER = re.compile(r"[a-h]\s*[.)]\s+\S.*")


def goes_on(above: str, below: str) -> bool:
    """Whether a line is the rest of the one above: that ends in the midst of a phrase or of a word, or this one begins
    in it."""
    if above.endswith(SOFT) or _is_cut_word(above, below):
        return True
    if above.isupper() and len(above) <= _LONGEST_JOINED:
        return below.isupper() and len(above) >= _SHORTEST_BROKEN and not below[0].isdigit()
    if not above or len(above) > _LONGEST_JOINED or above.endswith((".", "!", "?", ":", ";")):
        return False
    return is_unfinished(above) or (below[0].islower() and len(above) >= _SHORTEST_BROKEN)


def is_cut(above: str, below: str) -> bool:
    """Whether a line is cut in a sum (« 370 », « 000 € »), in a word behind its hyphen, or in brackets."""
    is_sum = above[-1:].isdigit() and _REST_OF_SUM.match(below) is not None
    is_word = above.endswith(SOFT) or _is_cut_word(above, below)
    return is_sum or is_word or above.count("(") > above.count(")")


def _is_cut_word(above: str, below: str) -> bool:
    return above.endswith("-") and above[-2:-1].isalpha() and below[:1].isalpha()


def is_unfinished(line: str) -> bool:
    """Whether a line ends with a word that no phrase ends with."""
    return bool(_SMALL_WORD.fullmatch(line[-_SHORTEST_BROKEN:]))


def is_contents(line: str) -> bool:
    """Whether a line is one of contents: points lead on to the number of a page."""
    return len(line) <= _LONGEST_OF_CONTENTS and bool(_CONTENTS.fullmatch(line))


def without_contents(lines: Sequence[str]) -> list[str]:
    """The lines, those of contents blank where there are several; what leads on from the label of a field is none."""
    short = (at for at, line in enumerate(lines) if len(line) <= _LONGEST_OF_CONTENTS)
    found = {at for at in short if is_contents(lines[at]) or _FEW_POINTS.fullmatch(lines[at])}
    labels = {at: lines[at].partition("..")[0].partition("…")[0].strip() for at in found}
    found -= {at for at, label in labels.items() if field_of(label) not in ("", *NO_FIELDS)}
    found |= {at - 1 for at in found if _begins_entry(lines, at, found)}
    return [" " if at in found and len(found) >= _FEWEST_PAGES else line for at, line in enumerate(lines)]


def _begins_entry(lines: Sequence[str], at: int, found: Collection[int]) -> bool:
    """Whether the line above one of contents is the first of the same entry, which goes on in the midst of a phrase."""
    above, said = (one_line(lines[one]) for one in (at - 1, at)) if at else ("", "")
    is_rest = bool(above) and at - 1 not in found and (said[:1].islower() or is_unfinished(above))
    # Other entries stand around it, or nothing above it.
    return is_rest and (at < 2 or at - 2 in found or not lines[at - 2].strip())


def of_pages(lines: Sequence[str]) -> set[int]:
    """The numbers, from 1, of the lines that are a page's number, which rises, and of those above or below it that most
    pages have; « Contrat de ville – page 12 » is one too."""
    pages: list[tuple[int, int]] = []
    named = _named_pages(lines)
    for at, line in enumerate(lines):
        match = _PAGE.fullmatch(line.strip()) if len(line) <= _LONGEST_FOOT else None
        if match and (not pages or int(match[1]) == pages[-1][1] + 1):
            pages.append((at, int(match[1])))
    gaps = [after - before for (before, _), (after, _) in pairwise(pages)]
    if len(pages) < _FEWEST_PAGES or min(gaps) < _SHORTEST_PAGE:
        return named
    found = {at for at, _ in pages}
    for side in (-1, 1):
        beside = {one for at, _ in pages for one in _beside(lines, at, side)}
        said = {at: _alike(lines[at]) for at in beside}
        often = Counter(said.values())
        found |= {at for at, text in said.items() if text and often[text] > len(pages) / 2}
    return named | {at + 1 for at in found}


def _named_pages(lines: Sequence[str]) -> set[int]:
    """The numbers, from 1, of the lines that say the same name before the number of a page, which rises by one."""
    pages: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, line in enumerate(lines, 1):
        match = _NAMED_PAGE.fullmatch(line.strip()) if len(line) <= _LONGEST_FOOT else None
        if match:
            pages[match["name"].casefold()].append((at, int(match["page"])))
    return {
        at
        for own in pages.values()
        if len(own) >= _FEWEST_PAGES and all(after[1] == before[1] + 1 for before, after in pairwise(own))
        for at, _ in own
    }


def _beside(lines: Sequence[str], at: int, side: int) -> list[int]:
    """The line above or below the number of a page, a blank one or a new page aside."""
    nearest = (at + step * side for step in (1, 2, 3))
    return [one for one in nearest if 0 <= one < len(lines) and lines[one].strip()][:1]


def _alike(line: str) -> str:
    """A line without what changes from page to page; nothing where it says something of an action: « Coût : 12 € »."""
    return "" if ":" in line else re.sub(r"\d+", "", one_line(line))


def outlined(lines: Sequence[str]) -> dict[str, int]:
    """The headings « I. … » and « A. … » that stand above lines numbered « 1. … » or « a) … », with their levels."""
    said = [one_line(line) for line in lines if len(line) < LONGEST_LINE]
    roman, letters = ([one for one in said if sign.fullmatch(one)] for sign in (_ROMAN, _LETTER))
    if not any(_NUMBER.fullmatch(one) or _SMALL_LETTER.fullmatch(one) for one in said):
        return {}
    levels = [own for own in (roman if roman[:1] and roman[0][0] == "I" else [], letters) if own]
    levels = [own for own in levels if len(own) > 1]
    return {one: level for level, own in reversed(list(enumerate(levels, 1))) for one in own}
