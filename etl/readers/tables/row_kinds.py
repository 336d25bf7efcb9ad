"""What rows below the head of a table of actions are, seen all together: those above others in an outline, and those
that begin another table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from etl.readers.fields.columns import LEVELS, field_of, plain
from etl.readers.lines.titles import code_before, parted
from etl.readers.model import Doubt
from etl.readers.tables.head import Head, is_repeated
from etl.readers.text import one_line
from etl.readers.workbooks.sheets import Row, as_text, texts

_FEWEST_NAMES, _LONGEST_NAME = 3, 60
TOTAL = re.compile(r"(sous.?)?tota(l|ux)\b.*", re.I)
# What a table reckons below its total: « Taux moyen de participation ».
_RECKONED = re.compile(
    r"(taux|moyennes?|ratios?|parts?) (moyen(ne)?s?|g[ée]n[ée]ra(l|le|ux)|de (participation|financement|subvention"
    r"|r[ée]alisation))\b.*|moyennes?",
    re.I,
)
_FEWEST_LONE = 2
_KEY = re.compile(r"((task|issue|item|card) )?(id|key)")
# A number that a letter parts, and how many cells a row of an action has beside its number and its title.
_LETTERED, _FEWEST_OF_ACTION = re.compile(r"(?P<of>.*\d)[.\s-]?[a-z]\)?"), 2
_PARTS = re.compile(r"sub.?(items?|tasks?)|sous.?(elements?|taches?|actions?)")


def _outlined(head: Head, rows: Sequence[Row]) -> tuple[dict[int, int], list[Row]]:
    """Of a table that says how deep each of its rows stands, as programs that plan tasks export them: the rows, by
    `id`, that stand above actions, with their depth, and those that are steps of an action.

    Where most rows of one depth have none below them, they are the actions, and what is below the others their steps.
    """
    at = head.at("depth")
    if at is None:
        return {}, []
    told = [(row, int(said)) for row in rows for said in [as_text(row.at(at)).strip()] if said.isdecimal()]
    above = {id(row): depth for (row, depth), (_, below) in pairwise(told) if below > depth}
    for own in sorted({depth for _, depth in told}):
        alike = [id(row) in above for row, depth in told if depth == own]
        if any(alike) and max(_FEWEST_LONE, len(alike) / 2) <= alike.count(False):
            return {key: depth for key, depth in above.items() if depth < own}, [
                row for row, depth in told if depth > own
            ]
    return above, []


def are_steps(head: Head, rows: Sequence[Row]) -> bool:
    """Whether the sub-actions of a table are the steps of its actions: the rows of most actions that have several have
    one pilot and one cost at the most. With their own, they are what the plan decides, and its units; « Étapes » are
    none."""
    title, subtitle = head.at("title"), head.at("subtitle")
    if head.is_template or title is None or subtitle is None:
        return False
    if plain(head.names[subtitle]).startswith("etape"):
        return True
    own: dict[str, list[Row]] = {}
    action = ""
    for row in rows:
        action = one_line(as_text(row.at(title))) or action
        if action and as_text(row.at(subtitle)).strip():
            own.setdefault(action, []).append(row)
    several = [told for told in own.values() if len(told) > 1]
    are_own = [
        any(_differ(told, at) for at in (head.at("pilot"), head.at("budget")) if at is not None) for told in several
    ]
    return sum(are_own) <= len(several) / 2


def _differ(rows: Sequence[Row], at: int) -> bool:
    return len({said for row in rows for said in [one_line(as_text(row.at(at)))] if said}) > 1


def heads_of_others(rows: Sequence[Row]) -> set[int]:
    """The rows, by `id`, that begin another table: below an empty row, or a caption that stands below one, nothing but
    short names, most of them of columns that are known."""
    found: set[int] = set()
    is_apart = False
    for row in rows:
        if row.is_empty:
            is_apart = True
            continue
        said = [one_line(one) for one in texts(row) if one] if is_apart else []
        if is_apart and _are_names(said):
            found.add(id(row))
        # A caption may stand between.
        is_apart = is_apart and len(set(said)) == 1
    return found


def _are_names(said: Sequence[str]) -> bool:
    are_short = all(len(one) <= _LONGEST_NAME and not any(map(str.isdigit, one)) for one in said)
    known = [field_of(one) for one in said]
    distinct = len({one for one in known if one})
    return len(said) >= _FEWEST_NAMES and are_short and distinct >= max(2, len(said) / 2)


def band_beside(row: Row, head: Head) -> str:
    """The one text that a row says over most columns beside the cell of a heading that goes on down: « Commerce » over
    actions of an axis; nothing where it says more or less."""
    levels = {head.at(level) for level in LEVELS} - {None}
    said = [one_line(text) for at, text in enumerate(texts(row)) if at not in levels and text]
    is_over = len(set(said)) == 1 and len(said) > 2 and len(said) >= len(head.columns) / 2
    is_beside = any(as_text(row.at(at)).strip() for at in levels if at is not None)
    return said[0] if is_over and is_beside and not TOTAL.fullmatch(said[0]) else ""


def lost_zeros(numbers: Sequence[tuple[Row, str]]) -> tuple[dict[int, str], list[Doubt]]:
    """The numbers, by the `id` of their row, that a workbook keeps as decimals: behind « 1.9 », a second « 1.1 » is
    « 1.10 ». Each is told."""
    found: dict[int, str] = {}
    doubts: list[Doubt] = []
    seen: set[str] = set()
    above = ""
    for row, label in numbers:
        whole, point, digits = label.partition(".")
        if label in seen and point and digits.isdecimal() and above == f"{whole}.{10 * int(digits) - 1}":
            found[id(row)] = f"{label}0"
            why = f"Le numéro {label} suit {above} : il est lu {label}0, dont le tableur a ôté le zéro."
            doubts.append(Doubt(row.place, why))
        above = found.get(id(row), label) or above
        seen.add(above)
    return found, doubts


def feet(head: Head, rows: Sequence[Row]) -> set[int]:
    """The rows, by `id`, that say one text each below an empty row under the last action, without the number that the
    actions have: a legend, a note."""
    full = [at for at, row in enumerate(rows) if sum(map(bool, texts(row))) > 2]
    if not full or not _number_of(head, rows[full[0]]):
        return set()
    under = rows[full[-1] + 1 :]
    begin = next((at for at, row in enumerate(under) if row.is_empty), len(under))
    below = [row for row in under[begin:] if not row.is_empty and not any(map(TOTAL.fullmatch, texts(row)))]
    are_alone = all(len({*filter(None, texts(row))}) == 1 and not _number_of(head, row) for row in below)
    return {id(row) for row in below} if are_alone else set()


def _number_of(head: Head, row: Row) -> str:
    """The number of an action, in a column of its own or before its title."""
    label, title = head.at("label"), head.at("title")
    if label is not None:
        return as_text(row.at(label)).strip()
    said = one_line(as_text(row.at(title))) if title is not None else ""
    return parted(said)[0] or code_before(said)


def named_above(head: Head, rows: Sequence[Row]) -> set[int]:
    """The rows, by `id`, whose title others name as what they stand under, and which stand under none: the epics of an
    export of tickets, among their tasks."""
    title, level = head.at("title"), head.at("level1")
    if title is None or level is None or level < title:
        # A heading left of its actions goes on down.
        return set()
    names = {said for row in rows for said in [one_line(as_text(row.at(level)))] if said}
    return {id(row) for row in rows if not as_text(row.at(level)).strip() and one_line(as_text(row.at(title))) in names}


def above_heads(rows: Sequence[Row], names: Sequence[str]) -> set[int]:
    """The rows, by `id`, that say one text right above the head as it comes again: the heading of what follows."""
    return {
        id(above)
        for above, row in pairwise(rows)
        if is_repeated(row, names) and len({*filter(None, texts(above))}) == 1
    }


def are_in_capitals(head: Head, rows: Sequence[Row]) -> bool:
    """Whether rows that say nothing but a title in capitals stand among others that are not."""
    at = head.at("title")
    told = [(one_line(as_text(row.at(at))), sum(map(bool, texts(row)))) for row in rows] if at is not None else []
    told = [(title, said) for title, said in told if not TOTAL.fullmatch(title)]
    alone = sum(title.isupper() and said == 1 for title, said in told)
    return alone > 0 and sum(title.isupper() for title, _ in told) == alone


def lone_headings(head: Head, rows: Sequence[Row]) -> set[int]:
    """The rows, by `id`, that say a title alone above others that say more, where the first does, and none stands above
    another or at the end: headings of parts of the table, as « Écoles » above its works."""
    title = head.at("title")
    if title is None or any(head.at(level) is not None for level in LEVELS):
        return set()
    told = [(row, sum(map(bool, texts(row)))) for row in rows if as_text(row.at(title)).strip()]
    told = [(row, said) for row, said in told if not TOTAL.fullmatch(one_line(as_text(row.at(title))))]
    lone = [said == 1 for _, said in told]
    are_few = _FEWEST_LONE <= sum(lone) < len(lone) / 2
    is_begun = bool(lone) and lone[0] and not lone[-1] and not any(one and two for one, two in pairwise(lone))
    are_full = all(said > 2 for _, said in told if said > 1)
    return {id(row) for row, said in told if said == 1} if are_few and is_begun and are_full else set()


@dataclass(frozen=True)
class Parts:
    """The rows, by `id`, that are steps of an action, with their words and its title, empty where it is the one above;
    the heads of such rows; and those that stand above actions in an outline, with their depth."""

    words: Mapping[int, tuple[str, str]]
    heads: frozenset[int]
    above: Mapping[int, int]


def parts_of_rows(head: Head, rows: Sequence[Row]) -> Parts:
    """The steps that tools list below their action: under a head of their own (« Subitems | Name | Owner »), one column
    further on; beside the name of their action, in a column of parents; deeper than it in an outline; or by a letter
    behind its number."""
    words: dict[int, tuple[str, str]] = {}
    heads: set[int] = set()
    at: tuple[int, int] | None = None
    for row in rows:
        said = texts(row)
        begins = inner_head(said)
        if begins:
            heads.add(id(row))
            at = begins
        elif at and at[1] < len(said) and not said[at[0]] and said[at[1]]:
            words[id(row)] = one_line(said[at[1]]), ""
        else:
            at = None
    title, (above, steps) = head.at("title"), _outlined(head, rows)
    if title is not None:
        words |= {id(row): (one_line(as_text(row.at(title))), "") for row in steps}
    return Parts(words | dict(_below_parents(head, rows)) | dict(_lettered(head, rows)), frozenset(heads), above)


def _lettered(head: Head, rows: Sequence[Row]) -> Iterator[tuple[int, tuple[str, str]]]:
    """The rows, by `id`, whose number is that of a row before them and a letter (« 1.1.1 », then « 1.1.1.a »), with
    their words and its title: that row says fields of its own, whose sums theirs are parts of."""
    title = head.at("title")
    if title is None:
        return
    known: dict[str, str] = {}
    for row in rows:
        number, said = _number_of(head, row), one_line(as_text(row.at(title)))
        part = _LETTERED.fullmatch(number)
        if part and said and part["of"] in known:
            yield id(row), (said, known[part["of"]])
        elif number and said and sum(map(bool, texts(row))) > _FEWEST_OF_ACTION:
            known[number] = said


def _below_parents(head: Head, rows: Sequence[Row]) -> Iterator[tuple[int, tuple[str, str]]]:
    """The rows, by `id`, that name another as their parent, by its title or its key, with their words and its title."""
    title, parent = head.at("title"), head.at("parent")
    if title is None or parent is None:
        return
    key = next((at for at, name in enumerate(head.names) if _KEY.fullmatch(plain(name))), None)
    titles: dict[str, str] = {}
    for row in rows:
        said = one_line(as_text(row.at(title)))
        if said and not as_text(row.at(parent)).strip():
            titles |= {said: said} | ({one_line(as_text(row.at(key))): said} if key is not None else {})
    for row in rows:
        said, above = (one_line(as_text(row.at(at))) for at in (title, parent))
        if said and above and above in titles:
            yield id(row), (said, titles[above])


def inner_head(said: Sequence[str]) -> tuple[int, int] | None:
    """The columns, from 0, of the word « Subitems » and of the names behind it, where a row is a head of such parts."""
    filled = [at for at, text in enumerate(said) if text]
    is_head = len(filled) >= _FEWEST_NAMES and bool(_PARTS.fullmatch(plain(said[filled[0]])))
    return (filled[0], filled[1]) if is_head else None


def is_advice(row: Row) -> bool:
    """Whether a row says nothing but what stands in brackets, as advice to who fills a table in."""
    return all(one.startswith("(") and one.endswith(")") for one in texts(row) if one)


def is_total(row: Row) -> bool:
    """Whether a row is a total of those above it, or what is reckoned of it."""
    said = [one_line(one) for one in texts(row) if one]
    return any(map(TOTAL.fullmatch, said[:3])) or bool(_RECKONED.fullmatch("".join(said[:1])))
