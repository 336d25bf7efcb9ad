"""The rows of a table that is a fiche: which of them name an action, and what its labels say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile

from etl.money import MONEY
from etl.readers.fields.bodies import body_of
from etl.readers.fields.columns import LEVELS, NO_FIELDS, field_of, plain
from etl.readers.fields.labelled import FIELD
from etl.readers.fields.payer_names import HOPED, OWN, YES
from etl.readers.lines.headings import heading_level
from etl.readers.lines.over_actions import may_head
from etl.readers.lines.titles import ACTION_LABEL, parted
from etl.readers.text import one_line

_FEWEST_LABELS = 2
# Of the cells of a row of labels above their values, how many are known.
_MOST_LABELS = 0.6
_LONGEST_TITLE, _FEWEST_LETTERS = 200, 4
_LONGEST_LABEL = 60
# The head of a fiche apart has no more rows; « Niveau de priorité ★★★ » may stand beside the axis.
_MOST_OF_HEAD, _DEGREE = 3, re.compile(r"[★☆●○]+\s*$")
_DASHED = re.compile(r"\s*[:–—-]\s+")
# No fiche has more rows.
_MOST_ROWS = 200
_WHOLE = re.compile(r"(cout |montant |depense )?total")
_SUM_OF_SOME = re.compile(r"sous.?total")
_SHARE = re.compile(r"\d+(?:[.,]\d+)?\s?%")
_RECEIPTS = re.compile(r"recettes?|ressources?|(co)?financeurs?|(co)?financements?")
_NUMBER_SIGN = re.compile(r"n\s*[°ºo]\s*\d{1,3}", re.I)
_ROW_NUMBER = re.compile(r"(\d{1,2})\s?[.)°]?")
_ONLY_NUMBER = re.compile(r"[A-Z]{0,3}[\s.-]?\d{1,3}(?:[.-]\d{1,3})*", re.I)
_YEAR, _TICK = re.compile(r"(?:19|20)\d\d"), re.compile(r"[x×✓✔☒☑■●•]", re.I)
# Numbers of a value, as no label has them: « Coût sur 6 ans » is one.
_NUMBERED = re.compile(r"\d[\d\s]{2}|€|\d\s?%")


def said(text: str) -> str:
    """A heading on one line; a tab between its number and its title is a dash."""
    return one_line(text.strip().replace("\t", " – "))


def holds_fiche(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table is a fiche by itself, or several: rows that name an action, and labels below them."""
    labels = sum(bool(row) and (field_of(row[0]) not in ("", "title", "label") or _says_field(row[0])) for row in rows)
    if headed_by(rows):
        return True
    labels += sum(len(labels_over_values(cell)) for row in rows for cell in row)
    return labels >= _FEWEST_LABELS and any(map(begun_by, rows))


def titled_by(rows: Sequence[Sequence[str]]) -> tuple[str, str] | None:
    """The number and the title that the first row of a table says, over labels of fields of which none is the title;
    None where it says none."""
    if len(rows) > _MOST_ROWS:
        return None
    first, *below = [[said(cell) for cell in row if cell.strip()] for row in rows] or [[]]
    below = list(map(without_group, below))
    labels = [known for row in below for known in map(field_of, row[::2]) if known]
    begun = sum(bool(row and field_of(row[0])) for row in below)
    is_form = begun >= _FEWEST_LABELS < len(set(labels)) and "title" not in {
        field_of(cell) for row in below for cell in row
    }
    is_numbered = len(first) == 2 and _ONLY_NUMBER.fullmatch(first[0]) and not field_of(first[1])
    if not is_form or (len(set(first)) != 1 and not is_numbered):
        return None
    if len(first[-1]) > _LONGEST_TITLE or field_of(first[0].rstrip(" :")):
        return None
    # « 1.2 | Ouvrir… »: the number has a cell of its own.
    label, title = (first[0], first[1]) if is_numbered else parted(first[0])
    return None if heading_level(first[0]) or sum(map(str.isalpha, title)) < _FEWEST_LETTERS else (label, title)


def headed_by(rows: Sequence[Sequence[str]]) -> tuple[str, str, list[str]] | None:
    """The number, the title and the headings of a fiche whose head alone is a table: « Fiche action 1.2 | Ouvrir… »,
    « Axe 1 – … » below it; None where a table is none, or says more."""
    full = islice((row for row in rows if _is_said(row)), _MOST_OF_HEAD + 1)
    told = [[said(cell) for cell in row if cell.strip()] for row in full]
    named = next((row for row in told if len(row) == 2 and ACTION_LABEL.fullmatch(row[0])), told[0] if told else [])
    if not 0 < len(told) <= _MOST_OF_HEAD or len(named) != 2:
        return None
    label, title = named
    if len(told) == 1 and _is_numbered(title) and _names_heading(label):
        # « Axe 1 : Bouger | Fiche action n° 1 », the title below the table.
        return title, "", [label]
    is_named = ACTION_LABEL.fullmatch(label) and label[-1].isdigit() and any(map(str.isalpha, title))
    around = [one for row in told if row is not named for one in row if one not in (label, title)]
    headings = [one for one in around if not _DEGREE.search(one)]
    is_head = is_named and not ACTION_LABEL.match(title) and not field_of(title) and all(map(_names_heading, headings))
    return (label, title, headings) if is_head else None


def _is_numbered(cell: str) -> bool:
    return bool(ACTION_LABEL.fullmatch(cell)) and cell[-1].isdigit()


def _names_heading(cell: str) -> bool:
    """Whether a cell says « Axe 1 : … », or « Objectif – … » without a number."""
    name = _DASHED.split(cell, maxsplit=1)
    return bool(heading_level(cell)) or (len(name) > 1 and field_of(name[0]) in LEVELS)


def without_group(row: Sequence[str]) -> list[str]:
    """A row without the name of the group that its label is in: « Moyens | Coût global | 480 000 € »."""
    # « Axe 1 : Agir » is a value.
    is_value = len(row) == 3 and bool(row[2].strip()) and (not field_of(row[2]) or bool(heading_level(said(row[2]))))
    is_grouped = is_value and bool(field_of(row[1])) and not any(map(_says_field, row[:2]))
    return list(row[1:] if is_grouped and not _ONLY_NUMBER.fullmatch(row[0].strip()) else row)


def without_numbers(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """The rows without the numbers that count them, « 4 | Maître d’ouvrage | Ville », where these stand before labels;
    as they are elsewhere."""
    counted = [(match, row) for row in rows if row for match in [_ROW_NUMBER.fullmatch(row[0].strip())] if match]
    rising = all(int(after[1]) == int(before[1]) + 1 for (before, _), (after, _) in pairwise(counted))
    labels = sum(len(row) > _FEWEST_LABELS and bool(field_of(row[1])) for _, row in counted)
    is_counted = rising and labels > _FEWEST_LABELS and labels >= _MOST_LABELS * len(counted)
    told = {id(row) for _, row in counted} if is_counted else set()
    return [tuple(row[1:] if id(row) in told else row) for row in rows]


def are_pairs(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows of four cells say two labels with their values: the third cell of one of them is a label too."""
    return any(len(row) == 4 and field_of(row[0]) and field_of(row[2]) for row in rows)


def label_above(text: str) -> tuple[str, str] | None:
    """The label that the first line of a cell is, and what stands below it in the same cell; None where it is none."""
    first, _, rest = text.strip().partition("\n")
    name = first.strip().rstrip(" :")
    known = field_of(name) if len(name) <= _LONGEST_LABEL and rest.strip() else ""
    # « Indicateurs⏎de résultat » is one label over two lines.
    known = known if not rest.strip()[:1].islower() else ""
    return (name, rest.strip()) if known and known not in ("title", "label", *LEVELS) else None


def labels_over_values(cell: str) -> list[str]:
    """The lines of a cell that are labels of fields, where several are, each over its value: « PILOTE », « Ville »,
    « QUAND », « 2026 »."""
    lines = [line.strip() for line in cell.split("\n")]
    found = [
        line for line in lines if len(line) <= _LONGEST_LABEL and field_of(line) not in ("", "title", "label", *LEVELS)
    ]
    return found if len({field_of(line) for line in found}) > 1 and lines[0] in found and lines[-1] not in found else []


def years_ticked(rows: Sequence[Sequence[str]]) -> str:
    """The years that are ticked below their names in a table of two rows, « 2025, 2026 »; nothing where it is none."""
    if len(rows) != 2 or not all(_YEAR.fullmatch(one.strip()) for one in rows[0]):
        return ""
    marks = [one.strip() for one in rows[1]]
    are_marks = all(not one or _TICK.fullmatch(one) for one in marks)
    return ", ".join(year.strip() for year, one in zip(rows[0], marks, strict=False) if one) if are_marks else ""


def payers_below(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows of payers below « Plan de financement | Financeur | Montant », that first, down to the next label."""
    told = [[said(cell) for cell in row if cell.strip()] for row in rows]
    names = [field_of(name) for name in told[0]] if told else []
    if names in (["funders"], ["funding_text"]) and (listed := [*takewhile(_is_paid, told[1:])]):
        # « Plan de financement » over rows of a payer and a sum, without names of columns.
        return [told[0] * 2, *listed]
    head = 1 if names[:1] and names[0] in ("funders", "funding_text") and names[1:2] in (["funders"], ["funder"]) else 0
    if names[head : head + 1] not in (["funders"], ["funder"]) or not {"amount", "budget"} & set(names[head + 1 :]):
        return []
    # The label may be merged over the rows of all payers.
    below = [row[1:] if head and row[:1] == told[0][:1] else row for row in told[1:]]
    end = next((at for at, row in enumerate(below) if len(row) < 2 or _is_label(row[0])), len(below))
    return [told[0][head:], *below[:end]] if end else []


def _is_paid(row: Sequence[str]) -> bool:
    """Whether a row says who gives a sum or a share, or what they come to."""
    is_sum = len(row) == 2 and bool(MONEY.search(row[1]) or re.search(r"\d\s?%", row[1]) or HOPED.search(row[1]))
    # « État » is no label there.
    return is_sum and not MONEY.search(row[0]) and (not field_of(row[0]) or body_of(row[0]) is not None)


def _is_label(name: str) -> bool:
    return bool(field_of(name)) and not body_of(name)


@dataclass(frozen=True)
class Paid:
    """Who pays what in a table: names with their sums, and their shares where it has some; its total, below a label."""

    payers: list[list[str]]
    total: str
    label: str


def heads_payers(row: Sequence[str]) -> bool:
    """Whether a row is the head of a table of who pays what: « Financeur | Taux | Montant »."""
    first, *others = (field_of(said(cell)) for cell in row) if len(row) > 1 else ("",)
    return first in ("funder", "funders") and bool({"amount", "budget"} & {*others})


def paid_in(rows: Sequence[Sequence[str]]) -> Paid:
    """What a table of payers says, its first row the names of its columns: sums stand before shares, whichever is
    printed first; totals are no payers."""
    head = [said(cell) for cell in rows[0]]
    at = next((at for at, name in enumerate(head) if at and field_of(name) in ("amount", "budget")), 1)
    payers, total = [], ""
    for row in rows[1:]:
        name, *others = row
        amount = others.pop(at - 1) if 0 < at <= len(others) else ""
        if _WHOLE.match(plain(name)):
            total = said(amount)
        elif not _SUM_OF_SOME.match(plain(name)):
            payers.append([name, amount, *others])
    return Paid(payers, total, head[at] if at < len(head) else "")


def holds_cards(rows: Sequence[Sequence[str]]) -> bool:
    """Whether each cell of a table is a fiche by itself: a line that names an action, and fields below it."""
    cells = [cell for row in rows for cell in row if cell.strip()]
    return bool(cells) and all(map(_is_card, cells))


def _is_card(cell: str) -> bool:
    first, *below = cell.strip().split("\n")
    fields = (field_of(match["name"]) for match in map(FIELD.fullmatch, below) if match)
    return bool(ACTION_LABEL.match(parted(said(first))[0])) and any(fields)


def begun_by(row: Sequence[str]) -> tuple[str, str] | None:
    """The number and the title of the action that a row of a fiche names; None where it names none."""
    told = [said(cell) for cell in row if cell.strip()]
    if not told or len(told) > 4:
        return None
    label, title = parted(told[0])
    if len(told) == 1:
        if ACTION_LABEL.fullmatch(told[0]) and told[0][-1].isdigit():
            # Its title stands in the next row.
            return told[0], ""
        return (label, title) if ACTION_LABEL.match(label) else None
    if sum(bool(ACTION_LABEL.fullmatch(one)) and one[-1].isdigit() for one in told) > 1:
        # Actions are columns.
        return None
    if len(told) > 2 and ACTION_LABEL.fullmatch(told[-2]) and told[-2][-1].isdigit():
        # « Axe 2 : Nature | Action 5 | Ouvrir… »
        return told[-2], told[-1]
    if len(told) > 2:
        # « Action | 3 | Ouvrir… », « N° | 3 | Intitulé | Ouvrir… »: the number has a cell of its own.
        is_numbered = field_of(told[0]) in ("title", "label") and _ONLY_NUMBER.fullmatch(told[1])
        if not any(map(str.isalpha, told[-1])):
            return None
        is_titled = (len(told) == 3 and not field_of(told[2])) or field_of(told[2]) == "title"
        return (told[1], told[-1]) if is_numbered and is_titled else None
    if ACTION_LABEL.fullmatch(told[0].rstrip(" :")) and any(sign.isdigit() for sign in told[0]):
        return told[0].rstrip(" :"), told[1]
    if _NUMBER_SIGN.fullmatch(told[0]) and not field_of(told[1]):
        # « n° 1 | Ouvrir… »
        return told[0], told[1]
    is_named = field_of(told[0]) == "title" and not field_of(told[1])
    if is_named and _ONLY_NUMBER.fullmatch(told[1]):
        # « Fiche action | 1.1 »: its title stands below.
        return f"{told[0]} {told[1]}", ""
    return parted(told[1]) if is_named else None


def paid_by(rows: Sequence[Sequence[str]]) -> tuple[str, list[list[str]]] | None:
    """What a table « Dépenses | Montant | Recettes | Montant » says: the total of its costs, and who pays what; None
    where it is none."""
    names = [plain(cell) for cell in rows[0]] if rows else []
    costs = next((at for at, name in enumerate(names) if name.startswith("depense")), None)
    payers = next((at for at, name in enumerate(names) if _RECEIPTS.match(name)), None)
    if costs is None or payers is None or not costs + 1 < len(names) > payers + 1:
        return None
    total, found = "", []
    for row in rows[1:]:
        own = [said(row[at]) if at < len(row) else "" for at in (costs, costs + 1, payers, payers + 1)]
        if plain(own[0]).startswith("total"):
            total = own[1]
        if own[2] and not plain(own[2]).startswith("total"):
            found.append(own[2:])
    return total, found


def receipts_below(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The rows « Dépenses | Montant | Recettes | Montant » and those below, down to their total or to a row of another
    width; none where the first is not that."""
    if not rows or paid_by(rows[:1]) is None:
        return []
    found = [rows[0]]
    for row in rows[1:]:
        if len(row) != len(rows[0]) or _is_label(row[0]):
            break
        found.append(row)
        if plain(row[0]).startswith("total"):
            break
    return found if len(found) > 1 else []


def say_fields_each(cells: Sequence[str]) -> bool:
    """Whether each of several cells holds a label with its value: « Porteur : Ville », or the value below it."""
    return len(cells) > 1 and all(map(_says_field, cells))


def _says_field(cell: str) -> bool:
    match = FIELD.fullmatch(cell.strip().partition("\n")[0].strip())
    return bool(label_above(cell)) or bool(match and field_of(match["name"]) not in ("", *NO_FIELDS))


def are_labels(row: Sequence[str]) -> bool:
    """Whether a row says nothing but labels of fields, most of them known, each another; with a title, all of them:
    such a row is the head of a table of actions more often."""
    known = [name for name in map(field_of, row) if name]
    fewest = len(row) if "title" in known else _MOST_LABELS * len(row)
    is_most = len(row) > 1 and len(known) >= fewest and len(set(known)) == len(known)
    return is_most and not any(map(_NUMBERED.search, row))


def labelled_below(row: Sequence[str], below: Sequence[str]) -> list[tuple[str, str]]:
    """The labels of a row with the values that stand below them; none where it is no row of labels.

    « Calendrier | 2026 | 2027 » above crosses says the years that are crossed.
    """
    if len(row) < 2 or len(row) != len(below):
        return []
    if are_labels(row) and not any(map(field_of, filter(None, below))):
        return list(zip(row, below, strict=True))
    crosses = [YES.fullmatch(cell.strip()) for cell in below[1:]]
    if field_of(row[0]) == "calendar" and any(crosses) and len(row) > 2 and not field_of(below[0]):
        is_whole = all(not cell.strip() or cross for cell, cross in zip(below[1:], crosses, strict=True))
        if is_whole:
            return [(row[0], ", ".join(said(name) for name, cross in zip(row[1:], crosses, strict=True) if cross))]
    return []


def begins(rows: Sequence[Sequence[str]], begun: Sequence[tuple[str, str] | None]) -> set[int]:
    """The rows, from 1, that stand above the name of the action that they are of: those before the first, and the
    number right above another."""
    first = next((at for at, named in enumerate(begun, 1) if named), 0)
    return set(range(1, first)) | {
        at
        for at, (row, named) in enumerate(zip(rows, begun[1:], strict=False), 1)
        if named and row and field_of(row[0]) == "label"
    }


def _is_said(row: Sequence[str]) -> bool:
    return any(map(str.strip, row))


def titled_below(begun: Sequence[tuple[str, str] | None]) -> bool:
    """Whether one of the next rows says the title of an action whose number stands above them, and no other number."""
    named = next(filter(None, begun[:_MOST_OF_HEAD]), None)
    return named is not None and bool(named[1]) and not named[0]


def lone(row: Sequence[str]) -> str:
    """The words of the one cell that a row has; nothing where it has several."""
    told = [said(cell) for cell in row if cell.strip()]
    return told[0] if len(told) == 1 else ""


def headings_between(rows: Sequence[Sequence[str]], begun: Sequence[tuple[str, str] | None]) -> set[int]:
    """The rows, from 1, that say headings right above the name of an action, of all below them: « Axe 1 : … », or any
    words between blank rows, of which another such row is of the same letters."""
    found: set[int] = set()
    apart: dict[int, str] = {}
    is_above = False
    for at in range(len(rows), 0, -1):
        if not _is_said(rows[at - 1]):
            continue
        words = lone(rows[at - 1]) if is_above and not begun[at - 1] else ""
        if heading_level(words):
            found.add(at)
            continue
        # The title of the whole stands above a blank row.
        if may_head(words) and (not _is_said(rows[at - 2]) if at > 1 else _is_said(rows[at])):
            apart[at] = words
        is_above = bool(begun[at - 1])
    alike = Counter(words.isupper() for words in apart.values())
    return found | {at for at, words in apart.items() if alike[words.isupper()] > 1}


def payers_over_sums(row: Sequence[str], below: Sequence[str], is_of_payers: bool) -> list[list[str]]:
    """Payers side by side with the sums below them, each with its sum; none where a row is not that. `is_of_payers`: a
    label above says that payers follow."""
    pairs = [[said(name), said(given)] for name, given in zip(row, below, strict=False)]
    are_sums = [bool(MONEY.search(given) or _SHARE.fullmatch(given)) for name, given in pairs if given]
    if len(row) != len(below) or sum(are_sums) < _FEWEST_LABELS or not all(are_sums):
        return []
    known = sum(body_of(name) is not None or bool(OWN.fullmatch(name)) for name, _ in pairs)
    is_named = all(name and not MONEY.search(name) and not re.fullmatch(r"[\d\s]+", name) for name, _ in pairs)
    is_paid = is_named and (known == len(pairs) or (is_of_payers and known > 0))
    return [[name, given] for name, given in pairs if given] if is_paid else []


def is_payer(told: Sequence[str]) -> bool:
    """Whether the cells of a row are a payer and its sum or share."""
    is_named = len(told) == 2 and (body_of(told[0]) is not None or bool(OWN.fullmatch(said(told[0]))))
    return is_named and bool(MONEY.search(told[1]) or _SHARE.fullmatch(told[1].strip()))
