"""Markdown cut into units: a heading that numbers an action, or a list below a heading, and the fields under either."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import zip_longest

from etl.readers.lines.headings import heading_level
from etl.readers.lines.over_actions import BY_PLACE
from etl.readers.lines.titles import parted
from etl.readers.lines.unit_words import unit_word
from etl.readers.model import Doubt, Place, PlanRead, PlanRefused
from etl.readers.tables.cut import read_grids
from etl.readers.tables.fuller import fuller
from etl.readers.text import LONGEST_LINE, lines_of_text, one_line
from etl.readers.texts.markdown_cut import (
    ACTION,
    HEADING,
    ITEM,
    OVER,
    MarkdownCut,
    field_of_line,
    leads_are_actions,
    says_action,
)
from etl.readers.texts.markdown_marks import (
    RULE,
    headings_over,
    marked,
    plain_marks,
    rows_without_bars,
    without_mark,
    without_marks,
)
from etl.readers.workbooks.sheets import Grid, Row

_BAR = re.compile(r"(?<!\\)\|")
_UNDERLINE = re.compile(r"(=+|-+)\s*")


def read_markdown(text: str, encoding: str) -> PlanRead:
    """The plan of a Markdown text.

    Raises:
        PlanRefused: it has no heading with actions below it.
    """
    plain = text.splitlines()
    read = list(map(plain_marks, plain))
    word = unit_word(list(map(without_mark, read)))
    lines = [marked(line, word) for line in read]
    title_level, hidden = _title_level(lines), _hidden(lines)
    over = headings_over(lines)
    headed = (HEADING.fullmatch(line[:LONGEST_LINE].strip()) for line in lines)
    said = [without_marks(one["text"]) for one in headed if one]
    are_headings = sum(map(says_action, said)) > 1 and any(map(heading_level, said))
    level = _level_of_actions(lines, hidden, title_level)
    takes_leads = leads_are_actions(lines)
    level = 0 if takes_leads else level
    cut = MarkdownCut(title_level, level, are_headings, _parts_of_actions(lines), takes_leads)
    cut.doubts += [Doubt(Place(line=at + 1), BY_PLACE) for at in over[:1]]
    for number, line in enumerate(lines, 1):
        below = lines[number] if number < len(lines) else ""
        if number in hidden:
            continue
        if len(line) > LONGEST_LINE:
            cut.doubts.append(Doubt(Place(line=number), "Cette ligne est trop longue : elle est laissée de côté."))
            continue
        if number - 1 in over:
            cut.heading(number, OVER, line.strip())
        elif _is_underlined(line, below):
            cut.heading(number, 1 if below.startswith("=") else 2, line.strip())
        elif not _is_underline(line):
            cut.take(number, line.replace("\t", "    ").rstrip())
    listed = PlanRead("Markdown", {"encodage": encoding}, tuple(cut.close()), tuple(cut.doubts))
    found = fuller(listed, _tables(lines, hidden, title_level))
    if not found.units:
        raise PlanRefused(
            "Aucune action n’est reconnue : des listes ou des titres « Action 1 – … » doivent suivre un titre, ou un "
            "tableau d’actions."
        )
    return replace(word.told_in(found), lines=lines_of_text(plain))


def _title_level(lines: Sequence[str]) -> int:
    """The level of the title of the whole: the first, unless several headings have it; 0 for none."""
    underlined = sum(line.startswith("=") and bool(_UNDERLINE.fullmatch(line.rstrip())) for line in lines)
    return int(sum(line.startswith("# ") for line in lines) + underlined <= 1)


def _tables(lines: Sequence[str], hidden: Collection[int], title_level: int) -> PlanRead | None:
    """The plan of the tables of actions, each under the headings before it; None where there is none."""
    grids: list[Grid] = []
    above: dict[str, tuple[str, ...]] = {}
    path: list[tuple[int, str]] = []
    rows: list[Row] = []
    bare = rows_without_bars(lines)
    for number, line in enumerate([*lines, ""], 1):
        heading = HEADING.fullmatch(line.strip()) if len(line) <= LONGEST_LINE else None
        if (line.lstrip().startswith("|") or number in bare) and number not in hidden and len(line) <= LONGEST_LINE:
            cells = [without_marks(cell.strip().replace("<br>", "\n")) for cell in _BAR.split(line.strip().strip("|"))]
            if not all(RULE.fullmatch(cell) for cell in cells):
                rows.append(Row(Place(line=number), tuple(cells)))
            continue
        if rows:
            grids.append(Grid(str(len(grids) + 1), tuple(rows)))
            above[grids[-1].name] = tuple(text for level, text in path if level > title_level)
            rows = []
        if heading:
            level, said = len(heading["marks"]), without_marks(one_line(heading["text"]))
            path = [*(one for one in path if one[0] < level), (level, said)]
    try:
        return read_grids(grids, "tableau", lambda grid: above[grid.name], "tableau d’actions en Markdown")
    except PlanRefused:
        # It may still hold lists.
        return None


def _is_underline(line: str) -> bool:
    return bool(_UNDERLINE.fullmatch(line.rstrip())) and len(line.strip()) > 2


def _is_underlined(line: str, below: str) -> bool:
    return bool(line.strip()) and _is_underline(below) and not ITEM.fullmatch(line)


def _level_of_actions(lines: Sequence[str], hidden: Collection[int], title_level: int) -> int:
    """The level of headings that are actions, where none says that it is one: the deepest, if most of them have fields
    right below; headings that come again below others are parts of these, and no level. 0 for none."""
    fields: list[tuple[int, set[str]]] = []
    parts = _parts_of_actions(lines)
    for number, (line, below) in enumerate(zip_longest(lines, lines[1:], fillvalue=""), 1):
        if number in hidden or len(line) > LONGEST_LINE:
            continue
        heading = HEADING.fullmatch(line.strip())
        if heading or _is_underlined(line, below):
            said = without_marks(one_line(heading["text"] if heading else line))
            if ACTION.match(parted(said)[0]):
                return 0
            level = len(heading["marks"]) if heading else 1 if below.startswith("=") else 2
            if said.casefold() not in parts:
                fields.append((level, set()))
        elif says_action(line):
            return 0
        elif fields and (name := field_of_line(line)):
            fields[-1][1].add(name)
    deeper = 0
    for tried in sorted({level for level, _ in fields if level > title_level}, reverse=True):
        own = [names for level, names in fields if level == tried]
        if len(own) > 1 and sum(map(bool, own)) > len(own) / 2 and deeper < len(own):
            return tried
        deeper += len(own)
    return 0


def _parts_of_actions(lines: Sequence[str]) -> set[str]:
    """The headings, in small letters, that come again: « ## Prochaines étapes » of each action."""
    heads = (HEADING.fullmatch(line.strip()) for line in lines if len(line) <= LONGEST_LINE)
    often = Counter(without_marks(one_line(head["text"])).casefold() for head in heads if head)
    return {said for said, times in often.items() if times > 1}


def _hidden(lines: list[str]) -> set[int]:
    """Lines of front matter and of comments."""
    found: set[int] = set()
    if lines and lines[0].strip() == "---":
        end = next((at for at, line in enumerate(lines[1:], 2) if line.strip() in ("---", "...")), 0)
        found |= set(range(1, end + 1))
    is_within = False
    for number, line in enumerate(lines, 1):
        if "<!--" in line and not is_within:
            is_within = True
        if is_within:
            found.add(number)
        if "-->" in line:
            is_within = False
    return found
