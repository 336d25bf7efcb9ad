"""Tables that stand beside or below one another on one sheet, as grids of their own; and the names of headings that a
sheet of actions says by their numbers alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from etl.readers.fields.columns import plain, understood
from etl.readers.lines.headings import heading_level
from etl.readers.tables.head import filled_head, head_of, is_repeated
from etl.readers.tables.row_kinds import inner_head
from etl.readers.text import one_line
from etl.readers.workbooks.sheets import Grid, texts

# Rows in which heads are looked for, and rows above one of them that may say what its table is of; the columns that a
# head has at least, and the tables that stand beside one another at most.
_HEAD_ROWS, _CAPTION_ROWS = 30, 3
_FEWEST_COLUMNS, _MOST_TABLES = 2, 12
# Rows in which heads of further tables are looked for, the names that tell one, and how long a name is.
_MOST_ROWS, _FEWEST_NAMES, _LONGEST_NAME = 2_000, 3, 60
_LONGEST_CAPTION = 150
_CODE = re.compile(r"\d+(?:\.\d+)*")


def apart(grid: Grid) -> list[Grid]:
    """The tables of a grid, each with the text above its own columns; the grid itself where it holds one.

    Cells keep their columns, rows their places with the number of their table.
    """
    shown = filled_head(grid)
    for at, row in enumerate(shown.rows[:_HEAD_ROWS]):
        starts = _starts(shown, at, texts(row))
        if 1 < len(starts) <= _MOST_TABLES:
            spans = list(zip([0, *starts[1:]], [*starts[1:], 2**31], strict=True))
            above = [_caption(shown, at, span) for span in spans]
            is_told = len(set(above)) == len(above)
            return [
                _part(grid, number, span, (text,) if text and is_told else ())
                for number, (span, text) in enumerate(zip(spans, above, strict=True), 1)
            ]
    return _below_one_another(grid, shown)


def _below_one_another(grid: Grid, shown: Grid) -> list[Grid]:
    """The tables of a grid that have heads of their own, which are not one head that comes again."""
    head = head_of(shown)
    if head is None or head.is_template:
        return [grid]
    others = [
        at
        for at, row in enumerate(shown.rows[:_MOST_ROWS])
        if not head.starts <= at < head.begins and _is_head(texts(row)) and not is_repeated(row, head.names)
    ]
    if not others:
        return [grid]
    cuts = []
    for at in sorted((head.starts, *others)):
        while at and len({one for one in texts(shown.rows[at - 1]) if one}) == 1:
            # What is written over a table is of it.
            at -= 1
        cuts.append(at)
    spans = zip([0, *cuts[1:]], [*cuts[1:], len(grid.rows)], strict=True)
    parts = [_rows_between(grid, number, begin, end) for number, (begin, end) in enumerate(spans, 1)]
    return [parts[0], *(replace(one, above=_alone_above(one)) for one in parts[1:])]


def _alone_above(grid: Grid) -> tuple[str, ...]:
    """What a further table of a sheet says over its head, all in one cell."""
    said = list(dict.fromkeys(one for one in texts(grid.rows[0]) if one))
    return (one_line(said[0]),) if len(said) == 1 and len(said[0]) <= _LONGEST_CAPTION else ()


def _is_head(names: Sequence[str]) -> bool:
    # A merged name shows in all its columns.
    said = list(dict.fromkeys(filter(None, names)))
    if (
        len(said) < _FEWEST_NAMES
        or inner_head(names)
        or any(len(one) > _LONGEST_NAME or any(map(str.isdigit, one)) for one in said)
    ):
        return False
    fields = {column.field for column in understood(names)}
    return "title" in fields and len(fields) >= max(_FEWEST_NAMES, 2 * len(said) / 3)


def _rows_between(grid: Grid, number: int, begin: int, end: int) -> Grid:
    rows = tuple(replace(row, place=replace(row.place, table=number)) for row in grid.rows[begin:end])
    merged = tuple(
        (top - begin, left, min(bottom, end - 1) - begin, right)
        for top, left, bottom, right in grid.merged
        if begin <= top < end
    )
    return replace(grid, rows=rows, merged=merged)


def _starts(grid: Grid, at: int, names: Sequence[str]) -> list[int]:
    """The columns, in the row `at`, where the heads of several tables begin: where its first name comes again, or
    behind a column that holds nothing from there on."""
    said = [plain(one) for one in names]
    first = next((column for column, one in enumerate(said) if one), len(said))
    again = [column for column, one in enumerate(said) if one and one == said[first] and said[column - 1] != one]
    used = {column for row in grid.rows[at:] for column, text in enumerate(texts(row)) if text}
    behind = [first, *(column for column in sorted(used) if column > first and column - 1 not in used)]
    return next((one for one in (again, behind) if len(one) > 1 and _are_heads(names, one)), [first])


def _are_heads(names: Sequence[str], starts: Sequence[int]) -> bool:
    fields = [
        {column.field for column in understood(names[begin:end])}
        for begin, end in zip(starts, [*starts[1:], len(names)], strict=True)
    ]
    return all("title" in own and len(own) >= _FEWEST_COLUMNS for own in fields)


def _caption(grid: Grid, at: int, span: tuple[int, int]) -> str:
    """The one text right above the columns of a table."""
    for row in reversed(grid.rows[max(at - _CAPTION_ROWS, 0) : at]):
        said = {one_line(one) for one in texts(row)[span[0] : span[1]] if one}
        if said:
            return said.pop() if len(said) == 1 else ""
    return ""


def _part(grid: Grid, number: int, span: tuple[int, int], above: tuple[str, ...]) -> Grid:
    rows = tuple(
        replace(
            row,
            place=replace(row.place, table=number),
            cells=tuple(cell if span[0] <= at < span[1] else "" for at, cell in enumerate(row.cells)),
        )
        for row in grid.rows
    )
    merged = tuple(one for one in grid.merged if span[0] <= one[1] and one[3] < span[1])
    return replace(grid, rows=rows, merged=merged, above=above)


def codes_of(grids: Sequence[Grid]) -> list[tuple[str, Mapping[str, str]]]:
    """What sheets that list headings call each number, with the names of the sheets."""
    told = ((plain(grid.name), _coded(grid)) for grid in grids)
    return [one for one in told if one[1]]


def named_headings(
    headings: Sequence[str], columns: Sequence[str], codes: Sequence[tuple[str, Mapping[str, str]]]
) -> tuple[str, ...]:
    """The headings, those that are a number below one of these columns (« Axe 1 ») with the name that another sheet
    gives that number; see `codes_of`."""
    if not codes:
        return tuple(headings)
    return tuple(next(_names(one, columns, codes), one) for one in headings)


def _names(heading: str, columns: Sequence[str], codes: Sequence[tuple[str, Mapping[str, str]]]) -> Iterator[str]:
    for column in columns:
        code = heading.removeprefix(f"{column} ")
        if code == heading or not _CODE.fullmatch(code):
            continue
        told = [(sheet, own[code]) for sheet, own in codes if code in own]
        # Where several sheets number what they list, the one that is called as the column is.
        called = [name for sheet, name in told if plain(column).rstrip("s") in sheet]
        names = called if len(told) > 1 else [name for _, name in told]
        if len(set(names)) == 1:
            yield names[0] if heading_level(names[0]) else f"{code} – {names[0]}"


def _coded(grid: Grid) -> Mapping[str, str]:
    """What a sheet calls each number of its first cells."""
    told = ([one_line(one) for one in texts(row) if one][:2] for row in grid.rows)
    return {
        one[0]: one[1] for one in told if len(one) > 1 and _CODE.fullmatch(one[0]) and any(map(str.isalpha, one[1]))
    }
