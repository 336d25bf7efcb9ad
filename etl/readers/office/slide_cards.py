"""What the boxes and tables of a slide are of: one action, one of several, or one each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from etl.readers.fiches.rows import paid_in, payers_below
from etl.readers.fields.columns import NO_FIELDS, field_of
from etl.readers.fields.labelled import keep, known_in, labelled_by_tab
from etl.readers.lines.titles import ACTION_LABEL, has_code, label_alone, parted
from etl.readers.text import one_line
from etl.readers.workbooks.sheets import Grid, texts

_FEWEST_CARDS = _FEWEST_PAIRS = 2
# The number of an action in a box of its own.
_CODE = re.compile(r"[A-Z]{0,3}[ .-]?\d{1,3}(?:\.\d{1,3})*\.?")
_NUMBERED = re.compile(r"(?P<number>\d{1,3})[.)]\s+(?=\D)")
_NO_ITEM = re.compile(r"(?:les |nos |liste des )?(?:fiches[- ])?actions(?: de l['’]axe)?\s*:?", re.I)
BULLET = re.compile(r"^[→►•▪▫●○◦–—-]\s+")


def cards_of(boxes: Sequence[tuple[str, ...]], places: Sequence[tuple[int, int, int]]) -> list[tuple[str, ...]]:
    """The boxes of a slide, those below one of several titles of actions joined to it; `places` are from the left and
    from above, with the width."""
    heads = [at for at, box in enumerate(boxes) if len(box) == 1 and has_code(box[0])]
    if len(heads) < _FEWEST_CARDS:
        return list(boxes)
    below: dict[int, list[int]] = {at: [] for at in heads}
    for at, (left, top, width) in enumerate(places):
        over = [
            (places[head][1], head)
            for head in heads
            if head != at and places[head][1] <= top and places[head][0] < left + width
            and left < places[head][0] + places[head][2]
        ]  # fmt: skip
        if over and at not in below:
            below[max(over)[1]].append(at)
    taken = {at for own in below.values() for at in own}
    made = []
    for at, box in enumerate(boxes):
        if at not in taken:
            made.append(
                (
                    *box,
                    *(line for one in sorted(below.get(at, ()), key=lambda one: places[one][1]) for line in boxes[one]),
                )
            )
    order = sorted(below, key=lambda at: (places[at][1], places[at][0]))
    titles = {boxes[at][0]: rank for rank, at in enumerate(order)}
    return sorted(made, key=lambda box: titles.get(box[0], -1) if box else -1)


def paired_boxes(
    boxes: Sequence[tuple[str, ...]], places: Sequence[tuple[int, int, int, int]]
) -> list[tuple[str, ...]]:
    """The boxes of a slide, each that is but the label of a field joined to the one that stands right below or beside
    it, whatever was drawn first; `places` are from the left and from above, with width and height."""
    labels = [at for at, box in enumerate(boxes) if len(box) == 1 and _is_label_alone(box[0])]
    if len(labels) < _FEWEST_PAIRS:
        return list(boxes)
    near = sorted(
        (apart, label, at)
        for label in labels
        for at, box in enumerate(boxes)
        if box
        and at not in labels
        and (apart := _apart(places[label], places[at])) is not None
        # Of a label without a value, what stands below the next label is none.
        and not any(one != label and (_apart(places[label], places[one]) or apart) < apart for one in labels)
    )
    values: dict[int, int] = {}
    for _, label, at in near:
        if label not in values and at not in values.values():
            values[label] = at
    if all(at == label + 1 for label, at in values.items()) and len(values) == len(labels):
        return list(boxes)
    own = set(values.values())
    order = sorted((at for at in range(len(boxes)) if at not in own), key=lambda at: (places[at][1], places[at][0]))
    joined = {at: (*boxes[at], *boxes[values[at]]) if at in values else (f"{boxes[at][0]} :",) for at in labels}
    return [joined.get(at, boxes[at]) for at in order]


def _apart(label: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> int | None:
    """How far a box stands below a label, or to its right; None where it does neither."""
    for along, across in ((1, 0), (0, 1)):
        end, begin = label[along] + label[along + 2], other[along]
        shared = min(label[across] + label[across + 2], other[across] + other[across + 2])
        shared -= max(label[across], other[across])
        is_facing = 2 * shared > min(label[across + 2], other[across + 2])
        if is_facing and begin >= end - label[along + 2] / 2:
            return max(0, begin - end)
    return None


def each_action(box: Sequence[str]) -> list[tuple[str, ...]]:
    """A box of several paragraphs « Action 1 : … », as one for each with what stands below it; any other as it is."""
    begins = [at for at, text in enumerate(box) if ACTION_LABEL.match(parted(BULLET.sub("", text))[0])]
    if len(begins) < _FEWEST_CARDS:
        return [tuple(box)]
    bare = [BULLET.sub("", text) if at in begins else text for at, text in enumerate(box)]
    cuts = sorted({0, *begins, len(box)})
    return [tuple(bare[begin:end]) for begin, end in pairwise(cuts)]


def titled_boxes(boxes: Sequence[tuple[str, ...]]) -> tuple[tuple[tuple[str, ...], ...], list[tuple[str, ...]]]:
    """The boxes, those of several actions parted (`each_action`), and each title in a box of its own with the box of
    fields behind it, where a slide has several such pairs, as one that compares two actions has; and these."""
    boxes = [part for box in boxes for part in each_action(box)]
    pairs = [at for at, (above, below) in enumerate(pairwise(boxes)) if len(above) == 1 and _are_fields(above, below)]
    if len(pairs) < _FEWEST_PAIRS:
        return tuple(boxes), []
    titled = [(*boxes[at], *boxes[at + 1]) for at in pairs]
    rest = {at + 1: () for at in pairs} | dict(zip(pairs, titled, strict=True))
    return tuple(box for at, one in enumerate(boxes) if (box := rest.get(at, one))), titled


def fielded_boxes(boxes: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The boxes of a title over fields, two of them or more, where a slide has several: an action each."""
    found = [box for box in boxes if len(box) > _FEWEST_PAIRS and _are_fields(box[:1], box[1:])]
    return found if len(found) >= _FEWEST_CARDS else []


def _are_fields(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a box says fields, two of them or more, and the one above it none."""
    said = [known_in(labelled_by_tab(BULLET.sub("", line))) for line in below]
    return not known_in(above[0]) and len({*filter(None, said)}) >= _FEWEST_PAIRS and bool(said[0])


def named_by(table: Grid) -> str:
    """The action that the first row of a table names over all its columns; nothing where it names none."""
    said = {one_line(text) for text in texts(table.rows[0]) if text} if table.rows else set()
    return next(filter(begins_action, said), "") if len(said) == 1 else ""


def begins_action(said: str) -> bool:
    return bool(ACTION_LABEL.match(parted(said)[0]) or label_alone(said))


def labelled_items(
    listed: Iterable[tuple[tuple[str, ...], str]],
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """The items of a slide with the headings above them, each with the number before it or on the line above it:
    « Action 1 », « 1. Ouvrir… »; « Les actions » is none."""
    label = ""
    for above, text in listed:
        if label_alone(text):
            label = text
        elif not _NO_ITEM.fullmatch(text):
            number = _NUMBERED.match(text)
            yield above, label or (number["number"] if number else ""), text[number.end() :] if number else text
            label = ""


def labelled_parts(box: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The labels of a box that have a line each, the first of them its first line, with the lines below each."""
    begins = [at for at, line in enumerate(box) if not at or _is_label_alone(line)]
    for at, end in pairwise([*begins, len(box)]):
        yield box[at].rstrip(" :"), "\n".join(BULLET.sub("", line) for line in box[at + 1 : end])


def _is_label_alone(line: str) -> bool:
    """Whether a line is the label of a field, whose value stands below it: not « Qui pilote ? La Ville »."""
    return ":" not in line and field_of(line) not in ("", *NO_FIELDS) and labelled_by_tab(line) == line


def size_of(text_frame: Any) -> int:
    """The largest type that the words of a box are told to have; 0 where none is."""
    return max((run.font.size or 0 for one in text_frame.paragraphs for run in one.runs if run.text.strip()), default=0)


def titled_by_size(sizes: Mapping[tuple[str, ...], int], longest: int) -> list[tuple[str, ...]]:
    """The box in the largest type, where it may be a title: one line of `longest` signs at most, no other as large; the
    number of the action before it, where that has a box of its own."""
    number = [box for box, size in sizes.items() if size and len(box) == 1 and _CODE.fullmatch(box[0])]
    number = [box for box in number if sizes[box] == max(sizes[one] for one in number)]
    others = {box: size for box, size in sizes.items() if box not in number}
    most = max(others.values(), default=0)
    found = [box for box, size in others.items() if size == most and box]
    is_title = len(found) == 1 and most > 0 and len(others) > 1 and len(found[0]) == 1
    if not is_title or len(found[0][0]) > longest:
        return []
    # The number of a slide is in small type.
    return [*(box for box in number if len(number) == 1 and sizes[box] >= most), *found]


def listed_actions(listed: Sequence[tuple[int, str]], fewest: int) -> list[tuple[str, ...]]:
    """The items of a list with their levels, as one box for each of the first level with what stands below it, where so
    many have fields there: they are actions. None where they have not."""
    begins = [at for at, (level, _) in enumerate(listed) if level == 0]
    if not begins or begins[0]:
        return []
    boxes = [tuple(text for _, text in listed[at:end]) for at, end in pairwise([*begins, len(listed)])]
    fielded = [box for box in boxes if any(known_in(labelled_by_tab(BULLET.sub("", line))) for line in box[1:])]
    return boxes if len(fielded) >= fewest and not any(known_in(box[0]) for box in boxes) else []


def pairs_of(tables: Sequence[Grid]) -> Iterator[tuple[str, str]]:
    """The labels and values of tables, side by side."""
    for grid in tables:
        for row in grid.rows:
            cells = texts(row)
            yield from ((cells[at], cells[at + 1]) for at in range(0, len(cells) - 1, 2))


def without_paying(tables: Sequence[Grid], fields: dict[str, Any]) -> list[Grid]:
    """The tables but those of who pays what, « Financeur | Montant », whose rows the fields are given; so is their
    total, where no cost is known."""
    found = []
    for grid in tables:
        rows = payers_below([texts(row) for row in grid.rows])
        if len(rows) < 2:
            found.append(grid)
            continue
        paid = paid_in(rows)
        fields.setdefault("funders", paid.payers)
        if paid.total and "budget" not in fields:
            keep(fields, "budget", paid.label, paid.total)
    return found
