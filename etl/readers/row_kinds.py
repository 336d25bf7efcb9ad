"""What rows below the head of a table of actions are, seen all together: those above others in an outline, and those
that begin another table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from etl.readers.columns import field_of
from etl.readers.sheets import Row, as_text, texts
from etl.readers.table_head import Head
from etl.readers.text import one_line

_FEWEST_NAMES, _LONGEST_NAME = 3, 60


def depths(head: Head, rows: Sequence[Row]) -> dict[int, int]:
    """The rows, by `id`, above deeper ones in a table that says how deep each of its rows stands, with their depth; as
    programs that plan tasks export them."""
    at = head.at("depth")
    if at is None:
        return {}
    told = [(row, int(said)) for row in rows for said in [as_text(row.at(at)).strip()] if said.isdecimal()]
    return {id(row): depth for (row, depth), (_, below) in pairwise(told) if below > depth}


def are_steps(head: Head, rows: Sequence[Row]) -> bool:
    """Whether the sub-actions of a table are the steps of its actions: the rows of most actions that have several have
    one pilot and one cost at the most. With their own, they are what the plan decides, and its units."""
    title, subtitle = head.at("title"), head.at("subtitle")
    if head.is_template or title is None or subtitle is None:
        return False
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


def is_advice(row: Row) -> bool:
    """Whether a row says nothing but what stands in brackets, as advice to who fills a table in."""
    return all(one.startswith("(") and one.endswith(")") for one in texts(row) if one)
