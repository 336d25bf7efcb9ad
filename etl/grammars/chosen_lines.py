"""Slides and web pages: which lines are headings and units takes reading, so it is a data file with reasons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.csvfiles import Row, read_csv
from etl.grammars.bullets import title_of
from etl.grammars.headings import Outline
from etl.models import Cut, Document, Restatement, Unit
from etl.text import plain, plain_lines

COLUMNS = ("role", "level", "first_line", "last_line", "reason")
_BULLET = re.compile(r"^\s*[-•]\s*(?=\S)")


def cut_chosen_lines(document: Document) -> Cut:
    """Headings and units are the line ranges of `lines.csv` beside the text.

    Roles: `heading` (its level in `level`), `unit` (all its lines are its text), `unit+detail` (the bullets after its
    first line are its detail), `entry` (a web page's entry: its first line is its title, the rest its text), `again`
    (the idea of a unit above in other words: the first line of that unit in `level`), `finding` (read, and no unit).

    Raises:
        SourceError: a range outside the document, an empty one, overlapping ones, an unknown role, or `again` without
            its unit.
    """
    cut = Cut()
    outline = Outline(document, cut)
    last_seen = 0
    for row in read_csv(document.folder / "lines.csv", COLUMNS):
        first, last = row.integer("first_line"), row.integer("last_line")
        _check_range(document, row, first, last, last_seen)
        last_seen = last
        raw = document.lines[first - 1 : last]
        words = [word for word in map(plain, raw) if word]
        if row["role"] == "heading":
            outline.place(row.integer("level"), None, " ".join(words), first)
            continue
        if not row["reason"]:
            raise row.error("lines without a reason", "say in French why these lines are a unit, or none")
        if row["role"] == "again":
            _restate(row, cut, Restatement(first, last, " ".join(words)))
        elif row["role"] != "finding":
            cut.units.append(_unit(row, raw, words, outline.current, first, last))
    return cut


def _unit(row: Row, raw: Sequence[str], words: list[str], heading: int | None, first: int, last: int) -> Unit:
    match row["role"]:
        case "unit":
            text = " ".join(words)
            return Unit(heading, None, title_of(text), text, None, first, last, reason=row["reason"])
        case "unit+detail":
            text, detail = _detailed(raw)
            return Unit(heading, None, title_of(text), text, detail, first, last, reason=row["reason"])
        case "entry":
            text = " ".join(words[1:]) or words[0]
            return Unit(heading, None, words[0], text, None, first, last, reason=row["reason"])
    raise row.error(f"unknown role {row['role']!r}", "write heading, unit, unit+detail, entry, again or finding")


def _restate(row: Row, cut: Cut, said: Restatement) -> None:
    """Give the unit that the row names what says its idea again."""
    opens = row.integer("level")
    at = next((at for at, unit in enumerate(cut.units) if unit.first_line == opens), None)
    if at is None:
        raise row.error(f"no unit above begins at line {opens}", "write the first line of the unit that is said again")
    cut.units[at] = replace(cut.units[at], restated=(*cut.units[at].restated, said))


def _detailed(raw: Sequence[str]) -> tuple[str, str | None]:
    """The words up to the first bullet below the first line, and the bullets, each with the lines that continue it."""
    pieces = [[raw[0]]]
    for line in raw[1:]:
        if _BULLET.match(line):
            pieces.append([line])
        else:
            pieces[-1].append(line)
    text, *bullets = map(plain_lines, pieces)
    return text, "\n".join(bullets) or None


def _check_range(document: Document, row: Row, first: int, last: int, last_seen: int) -> None:
    if not 1 <= first <= last <= len(document.lines):
        raise row.error(
            f"lines {first} to {last} are outside the document, which has {len(document.lines)}",
            "correct first_line and last_line",
        )
    if first <= last_seen:
        raise row.error(f"line {first} is already taken by the row above", "ranges follow one another")
    if not plain_lines(document.lines[first - 1 : last]):
        raise row.error(f"lines {first} to {last} are empty", "correct first_line and last_line")
    if not plain(document.lines[first - 1]):
        raise row.error(f"line {first} has no words", "begin with the first line that has some")


def repeats(document: Document, said: Unit | Restatement) -> list[int]:
    """Other lines at which the document says the first line of a unit, or of what restates one, again (slides that
    build up)."""
    own = plain(document.lines[said.first_line - 1])
    return [
        line
        for line, raw in enumerate(document.lines, 1)
        # The quick test first: most lines do not hold the first word at all.
        if own.split()[0] in raw and not said.first_line <= line <= said.last_line and plain(raw) == own
    ]
