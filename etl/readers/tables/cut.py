"""A table of actions cut into units: its head is found by the names of columns, what is no action is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from etl.money import MONEY
from etl.readers.fields.columns import LEVELS, field_of, is_called_otherwise, plain
from etl.readers.fields.funding import COST, counted_by
from etl.readers.lines.diagrams import told_in_workbook
from etl.readers.lines.headings import heading_level, level_alone
from etl.readers.model import Doubt, PlanRead, PlanRefused
from etl.readers.packages import DAMAGED, or_refused
from etl.readers.tables.fuller import fuller
from etl.readers.tables.head import Head, filled_head, head_of, named
from etl.readers.tables.row_kinds import above_heads
from etl.readers.tables.row_values import said_again
from etl.readers.tables.rows import RowsCut
from etl.readers.tables.several import (
    OTHERWISE,
    UNLIKE,
    are_alike,
    count_alike,
    counted,
    each_with_basis,
    lists_actions,
    said_twice,
    says_again,
)
from etl.readers.tables.sheet_fiches import read_fiches
from etl.readers.tables.side_by_side import apart, codes_of, named_headings
from etl.readers.tables.turned import turned
from etl.readers.text import one_line
from etl.readers.workbooks.formulas import euro_columns, hidden_columns, unstored
from etl.readers.workbooks.sheets import Grid, Row, as_text, filled, lines_of_grids, separated, texts, workbook
from etl.readers.workbooks.shown import euros_of_ods

_TYPES = re.compile(r"champ (texte|num|date|liste|binaire)", re.I)
_THOUSANDS = re.compile(r"milliers d.?euros|\bk€|\ben k ?euros", re.I)
_EUROS = re.compile(
    r"\b(?:montants?|sommes?|coûts?|chiffres)\b[^.;|]{0,40}\ben (?:euros\b|€)(?:\s*(?P<basis>HT|TTC)\b)?", re.I
)
_THEME = re.compile(r"\s*(?:sous[- ])?th[èée]m|\s*domaines?\b|\s*rubriques?\b", re.I)
# « Montants en k€ HT », « Plan pluriannuel (€ TTC) », above the head of a table.
_MILLIONS = re.compile(r"\bM€|\b(?:en )?millions? d.?euros", re.I)
_OVER = re.compile(r"(?:\b[kM]€|\ben k ?euros|milliers d.?euros|\((?:en )?(?:euros|€))\s*(?P<basis>HT|TTC)\b", re.I)
_BRACKETED = re.compile(r"\((?:en )?(?:euros|€)(?:\s*(?:HT|TTC))?\)", re.I)
COLUMNS_UNREAD = "colonnes non lues"
_LONGEST_HEADING = 200
_NUMBER, _FEWEST_SIGNS = re.compile(r"^\s*\d+(?:\.\d+)*\s*[.)–—-]?\s*"), 8
_EXAMPLE = re.compile(r"\bexemples?\b", re.I)


def read_workbook(content: bytes) -> PlanRead:
    """The plan of a workbook: the sheets whose head names most of what an action has.

    Raises:
        PlanRefused: no sheet has the head of a table of actions.
    """
    with or_refused(DAMAGED):
        euros = euro_columns(content) or euros_of_ods(content)
    sheets = [replace(one, in_euros=euros.get(one.name, frozenset())) for one in workbook(content)]
    parts = [part for sheet in sheets for part in apart(sheet)]
    grids = list(map(turned, parts))
    fiches, table, refused = read_fiches(sheets), None, PlanRefused(_NO_HEAD)
    try:
        table = read_grids(grids, "feuille", lambda grid: (grid.name,))
    except PlanRefused as error:
        refused = error
    found = fuller(fiches, table)
    if not found.units:
        raise refused
    # A hidden column that a head names is read, as the templates have it; another is nobody's business.
    with or_refused(DAMAGED):
        unseen, unsaved = hidden_columns(content), (*unstored(content), *told_in_workbook(content))
    if any(unseen.get(part.name) for part, grid in zip(parts, grids, strict=True) if grid is not part):
        raise PlanRefused(_HIDDEN)
    grids = sheets if found.shape == fiches.shape else grids
    named: dict[str, set[int]] = {grid.name: set() for grid in grids}
    for grid in grids:
        head = head_of(filled_head(grid)) if unseen.get(grid.name) else None
        named[grid.name] |= {column.at for column in head.columns} if head else set()
    hidden = {name: unseen.get(name, frozenset()) - own for name, own in named.items()}
    if any(hidden.values()):
        # Among them may be columns that nobody sees.
        found = replace(found, facts={name: said for name, said in found.facts.items() if name != COLUMNS_UNREAD})
    return replace(found, doubts=(*found.doubts, *unsaved), lines=lines_of_grids(grids, hidden))


def read_grids(
    grids: Sequence[Grid], called: str, above: Callable[[Grid], tuple[str, ...]], shape: str = "tableau d’actions"
) -> PlanRead:
    """The plan of tables that have one head, as one an axis; `called` is what they are (« feuille »). Where there are
    several and no column names an axis, `above` says the headings that a table stands under.

    Raises:
        PlanRefused: none has the head of a table of actions, or no row of any is an action.
    """
    heads, doubts = _headed(grids, called)
    if not heads:
        raise PlanRefused(_NO_HEAD)
    best, _ = max(heads, key=lambda one: len(one[0].columns))
    read: list[tuple[PlanRead, Head, Grid]] = []
    refused = None
    for head, grid in heads:
        place = grid.rows[head.begins - 1].place
        is_other = not are_alike(head, best)
        if is_other and not lists_actions(head):
            doubts.append(Doubt(place, UNLIKE))
            continue
        try:
            own = read_grid(grid, head, {called: grid.name}, shape)
        except PlanRefused as error:
            refused = error
            continue
        if is_other and says_again(own, [one for one, *_ in read]):
            doubts.append(Doubt(place, UNLIKE))
            continue
        if is_other:
            own = replace(own, doubts=(*own.doubts, Doubt(place, OTHERWISE)))
        if read and not count_alike(own, read[0][0]):
            own = replace(own, units=tuple(replace(one, fields=counted_by(one.fields, own.facts)) for one in own.units))
        read.append((own, head, grid))
    if not read:
        raise refused or PlanRefused(_NO_HEAD)
    doubts = [doubt for own, *_ in read for doubt in own.doubts] + doubts
    doubts += said_twice(read)
    if len({counted(own, COST) for own, *_ in read}) > 1:
        read = [(each_with_basis(own), head, grid) for own, head, grid in read]
    codes = codes_of([grid for grid in grids if all(grid is not one for *_, one in read)])
    first, is_one, of_one = read[0][0], len(read) == 1, len({grid.name for *_, grid in read}) == 1
    # Tables of a document, each under a heading of its own.
    are_parted = called == "tableau" and len({above(grid) for *_, grid in read}) > 1
    units = tuple(
        replace(unit, headings=(*_above(above(grid), head, of_one, unit.headings, are_parted), *own_headings))
        for own, head, grid in read
        for unit in own.units
        for own_headings in [named_headings(unit.headings, _levels(head), codes)]
    )
    if is_one:
        return replace(first, units=units, doubts=tuple(doubts))
    names = dict.fromkeys(grid.name for *_, grid in read)
    facts = {f"{called}{'x' if called.endswith('u') else 's'}": ", ".join(names)}
    facts |= {name: value for name, value in first.facts.items() if name not in (called, COLUMNS_UNREAD)}
    return PlanRead(first.shape, facts | unread_of(own for own, *_ in read), units, tuple(doubts))


def unread_of(read: Iterable[PlanRead]) -> dict[str, str]:
    """The fact that names the columns that are not read of several tables, each once; none where all are."""
    told = (name for own in read for name in own.facts.get(COLUMNS_UNREAD, "").split(", ") if name)
    said = ", ".join(dict.fromkeys(told))
    return {COLUMNS_UNREAD: said} if said else {}


def _headed(grids: Sequence[Grid], called: str) -> tuple[list[tuple[Head, Grid]], list[Doubt]]:
    """The tables that have a head, with it. One of a document without a head that is as wide as the one before it goes
    on from that one, and this is told."""
    found: list[tuple[Head, Grid]] = []
    doubts: list[Doubt] = []
    above: tuple[Head, Grid] | None = None
    for grid in grids:
        head = head_of(filled_head(grid))
        if head is None and above and called == "tableau" and grid.rows and _width(grid) == _width(above[1]) > 2:
            names = above[1].rows[: above[0].begins]
            down = len(names)
            merged = tuple((top + down, left, bottom + down, right) for top, left, bottom, right in grid.merged)
            doubts.append(
                Doubt(grid.rows[0].place, "Ce tableau n’a pas d’en-tête : il est lu comme la suite du précédent.")
            )
            grid = replace(grid, rows=(*names, *grid.rows), merged=merged)
            head = head_of(filled_head(grid))
        above = (head, grid) if head else None
        found += [above] if above else []
    return found, doubts


def _width(grid: Grid) -> int:
    return max((len(row.cells) for row in grid.rows), default=0)


def _labelled(grid: Grid, head: Head) -> list[str]:
    """The headings that rows above a head say beside a label: « Objectif stratégique : | Se déplacer »."""
    pairs = ([one_line(one) for one in texts(row) if one] for row in grid.rows[: head.starts])
    return [
        pair[1]
        for pair in pairs
        if len(pair) == 2 and field_of(pair[0]) in LEVELS and len(pair[1]) <= _LONGEST_HEADING
        and not heading_level(pair[0])
        and not heading_level(pair[1])
    ]  # fmt: skip


def _levels(head: Head) -> list[str]:
    """The names of the columns of headings."""
    return [one_line(column.name) for column in head.columns if column.field in LEVELS]


def _above(headings: Sequence[str], head: Head, is_one: bool, own: Sequence[str], are_parted: bool) -> tuple[str, ...]:
    """The headings that a table stands under: all, or those that say what they are where it has headings of its own, or
    is the only one, below the title of the whole."""
    if are_parted and not is_one and any(one.field == "level1" and _THEME.match(one.name) for one in head.columns):
        # A theme is below the heading of its table.
        return tuple(headings)
    if head.at("level1") is not None or any(heading_level(one) == 1 for one in own):
        return ()
    if len(own) and any(_is_short_for(name, own[0]) for name in headings):
        return ()
    has_levels = any(head.at(level) is not None for level in LEVELS)
    # Above a column of objectives the name of a sheet of several is their axis.
    is_axis = has_levels and not is_one and sum(map(str.isalpha, "".join(headings))) >= _FEWEST_SIGNS
    is_open = is_axis or not (has_levels or is_one)
    return tuple(one for one in headings if heading_level(one) or level_alone(one) or is_open)


def _is_short_for(name: str, heading: str) -> bool:
    """Whether the name of a sheet is the beginning of a heading that is printed in full on it, a number aside."""
    begins = plain(_NUMBER.sub("", name))
    return len(begins) >= _FEWEST_SIGNS and plain(_NUMBER.sub("", heading)).startswith(begins)


def read_separated(content: bytes) -> PlanRead:
    """The plan of a CSV.

    Raises:
        PlanRefused: it has no head of a table of actions.
    """
    grid, facts = separated(content)
    grid = turned(grid)
    grids = apart(grid)
    if len(grids) > 1:
        found = read_grids(grids, "tableau", lambda _: ())
        return replace(found, facts={**facts, **found.facts}, lines=lines_of_grids(grids))
    head = head_of(grid)
    if head is None:
        raise PlanRefused(_NO_HEAD)
    return replace(read_grid(grid, head, facts), lines=lines_of_grids([grid]))


def _unread(head: Head, rows: Sequence[Row]) -> list[str]:
    """The names of columns that hold something and whose names say nothing that is known."""
    known = {column.at for column in head.columns}
    own = [(at, one_line(name)) for at, name in enumerate(head.names) if at not in known and name.strip()]
    told = (name for at, name in own if any(as_text(row.at(at)).strip() for row in rows))
    return [] if head.is_template else [*dict.fromkeys(told)]


_CALLED = "La colonne « {} » est prise pour celle des actions, aucune ne disant « Action » : vérifier que c’en sont."
_BY_YEAR = (
    "Ce tableau dit des montants par année et non leur total : aucun coût n’y est lu. Y ajouter une colonne « Coût "
    "total », puis reprendre le fichier."
)
# No mark of a calendar is so large a number.
_LEAST_SUM = 100
_HIDDEN = (
    "Ce classeur a une action par colonne, et des colonnes masquées : les afficher si elles sont du plan, les "
    "supprimer sinon, puis réessayer."
)
_BESIDE = "À droite du tableau, sans nom de colonne : ce texte et ceux qui le suivent ne sont pas lus."
_NO_HEAD = (
    "Aucun tableau d’actions n’est reconnu : une ligne d’en-tête doit nommer au moins le titre des actions "
    "(« Action », « Intitulé »…) et une autre colonne (« Porteur », « Budget », « Calendrier »…)."
)


def _has_sums_by_year(head: Head, rows: Sequence[Row]) -> bool:
    cells = (row.at(column.at) for column in head.columns if column.field == "year" for row in rows)
    return any((isinstance(one, int | float) and one >= _LEAST_SUM) or MONEY.search(as_text(one)) for one in cells)


def _within_head(rows: tuple[Row, ...], head: Head) -> tuple[tuple[Row, ...], list[Doubt]]:
    """The rows without what stands apart right of their columns, as a legend does; words there are told."""
    width = 1 + max(column.at for column in head.columns)
    width += len(list(takewhile(str.strip, head.names[width:])))
    beside = [row for row in rows[head.begins :] if any(map(str.isalpha, "".join(texts(row)[width:])))]
    doubts = [Doubt(replace(beside[0].place, column=width + 1), _BESIDE)] if beside else []
    return tuple(replace(row, cells=row.cells[:width]) for row in rows), doubts


def read_grid(grid: Grid, head: Head, facts: dict[str, str], shape: str = "tableau d’actions") -> PlanRead:
    """The units of a grid whose head is known.

    Raises:
        PlanRefused: no row below it is an action.
    """
    shown, begins = filled(grid), head.begins
    rows = shown.rows
    if begins < len(rows) and sum(bool(_TYPES.search(one)) for one in texts(rows[begins])) >= 3:
        begins += 1
        # The older template has a row of advice below its types, then an example to be taken out.
        if head.is_template and (head.at("calendar") is None) and begins < len(rows):
            begins += 1
            if begins < len(rows) and sum(bool(_EXAMPLE.search(one)) for one in texts(rows[begins])) >= 3:
                begins += 1
    rows, beside = _within_head(rows, head)
    rows = (*rows[:begins], *said_again(head, rows[begins:]))
    over = (one_line(one) for row in grid.rows[: head.begins] for one in texts(row) if len(one) <= _LONGEST_HEADING)
    headings = [*dict.fromkeys(filter(heading_level, over)), *_labelled(grid, head), *grid.above]
    names = texts(rows[head.begins - 1])
    if above_heads(rows[begins:], names):
        # What stands right above the first head is a heading as what stands above the others.
        told = {one_line(one) for row in grid.rows[max(head.starts - 1, 0) : head.starts] for one in texts(row) if one}
        headings += [one for one in told if len(told) == 1 and one not in headings]
    cut = RowsCut(head, names, rows[begins:], headings)
    for row in rows[begins:]:
        cut.take(row)
    shape = "tableau Territoires en Transitions" if head.is_template else shape
    above = " ".join(one for row in grid.rows[:begins] for one in texts(row))
    caption = " ".join(one for row in grid.rows[: head.starts] for one in texts(row))
    # « Plan de financement (€) » over the names of payers.
    groups = " ".join(one for row in rows[head.starts : head.begins - 1] for one in texts(row))
    over_all = _OVER.search(caption)
    basis = over_all["basis"].upper() if over_all else ""
    sums = {column.at for column in head.columns if column.field in ("budget", "amount", "part")}
    if _MILLIONS.search(caption) and not _THOUSANDS.search(above):
        facts = {**facts, "unité des montants": f"million d’euros {basis}".strip()}
    elif _THOUSANDS.search(above):
        facts = {**facts, "unité des montants": f"millier d’euros {basis}".strip()}
    elif plain_euros := _EUROS.search(above):
        facts = {**facts, "unité des montants": f"euro {plain_euros['basis'] or ''}".strip()}
    elif _BRACKETED.search(caption) or _BRACKETED.search(groups) or (sums and sums <= grid.in_euros):
        facts = {**facts, "unité des montants": f"euro {basis}".strip()}
    for field, said in (("budget", "colonne du coût"), ("amount", "colonne des montants")):
        at = head.at(field)
        if at is not None:
            facts = {**facts, said: named(head.columns, at)}
    read = {"colonnes lues": ", ".join(one_line(column.name) for column in head.columns)}
    if unread := _unread(head, rows[begins:]):
        read[COLUMNS_UNREAD] = ", ".join(unread)
    units, doubts = cut.close()
    if head.at("level1") is not None:
        units = tuple(replace(unit, headings=(*grid.above, *unit.headings)) for unit in units)
    doubts = (*doubts, *beside)
    if head.at("budget") is None and _has_sums_by_year(head, rows[begins:]):
        doubts = (Doubt(grid.rows[head.begins - 1].place, _BY_YEAR), *doubts)
    title = head.at("title")
    if title is not None and is_called_otherwise(name := named(head.columns, title)):
        doubts = (Doubt(grid.rows[head.begins - 1].place, _CALLED.format(name)), *doubts)
    if not units:
        raise PlanRefused("Ce tableau n’a aucune ligne d’action sous son en-tête : choisir celui qui en a.")
    return PlanRead(shape, {**facts, **read}, units, doubts)
