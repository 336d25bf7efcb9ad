"""Labels side by side in a line of a PDF, each over its value: « PORTEUR    PARTENAIRES    COÛT », under the titles of
actions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from etl.readers.fiches.blocks import Table
from etl.readers.fields.columns import LEVELS, NO_FIELDS, field_of
from etl.readers.lines.titles import ACTION_LABEL, parted
from etl.readers.pdf.blocks import Block, Told, Typed
from etl.readers.pdf.lines import Line, cells_of
from etl.readers.text import joined, one_line

# In points: how far a value begins from where its label does.
_SAME_LEFT = 3.0
# In sizes of type: how far a line of values stands below the one above it.
_NEXT_LINE = 1.9
_FEWEST_LABELS, _FEWEST_TIMES = 2, 2
_MOST_LINES = 8


def labels_over_values(lines: Sequence[Line]) -> list[Told]:
    """The labels with the values below them, where a page says the same labels so more than once: names of columns
    stand once over many rows."""
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page] += cells_of(line)
    by_page = {page: _levels(cells) for page, cells in pages.items()}
    times = {page: Counter(names for level in levels if (names := _names(level))) for page, levels in by_page.items()}
    often = {names for own in times.values() for names, count in own.items() if count >= _FEWEST_TIMES}
    return [
        told
        for levels in by_page.values()
        for at, level in enumerate(levels)
        if _names(level) in often
        for told in [_told(level, levels[at + 1 :])]
        if told
    ]


def _levels(cells: Sequence[Line]) -> list[list[Line]]:
    """The cells of a page in lines from above, each from the left."""
    levels: dict[float, list[Line]] = defaultdict(list)
    for cell in cells:
        levels[round(cell.base)].append(cell)
    return [sorted(levels[base], key=lambda cell: cell.left) for base in sorted(levels, reverse=True)]


def _names(level: Sequence[Line]) -> tuple[str, ...]:
    """The fields that all cells of a line are labels of, each another; nothing where they are not."""
    names = tuple(field_of(cell.text) for cell in level)
    are_labels = all(name not in ("", *NO_FIELDS, *LEVELS) for name in names)
    return names if are_labels and len(names) >= _FEWEST_LABELS and len(set(names)) == len(names) else ()


def _told(labels: Sequence[Line], below: Sequence[Sequence[Line]]) -> Told | None:
    """The labels of a line with the words right below each; None where there are none."""
    values: dict[int, list[str]] = defaultdict(list)
    low, size = labels[0].base, labels[0].size
    for level in takewhile(lambda level: not _names(level), below[:_MOST_LINES]):
        columns = [_column(labels, cell) for cell in level]
        if low - level[0].base > _NEXT_LINE * max(size, level[0].size) or None in columns:
            break
        for column, cell in zip(columns, level, strict=True):
            if column is not None:
                values[column].append(cell.text)
        low, size = level[0].base, level[0].size
    if not values:
        return None
    right = max(cell.right for level in (labels, *below[:_MOST_LINES]) for cell in level)
    box = (labels[0].page, labels[0].left - _SAME_LEFT, low - size / 4, right, labels[0].base + labels[0].size)
    rows = [((label.text, joined(values[at])),) for at, label in enumerate(labels) if values[at]]
    return Told((box,), tuple(Table(0, row) for row in rows))


def _column(labels: Sequence[Line], cell: Line) -> int | None:
    return next((at for at, label in enumerate(labels) if abs(label.left - cell.left) <= _SAME_LEFT), None)


def titles_over(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, numbered titles of actions right above labels with their values told as standing in no cell, though a
    box is ruled around them."""
    found = list(blocks)
    for at, (one, below) in enumerate(pairwise(blocks)):
        if isinstance(one, Typed) and isinstance(below, Table) and one.is_in_cell and one.is_bold:
            is_named = bool(ACTION_LABEL.match(parted(one_line(one.text))[0]))
            found[at] = replace(one, is_in_cell=not is_named)
    return found
