"""What the cells of a row of a table of actions say of its action: its fields, its description, and what a second row
of the same action adds to them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from etl.readers.fields.bodies import body_of
from etl.readers.fields.columns import LEVELS, NO_FIELDS, says_hoped
from etl.readers.fields.labelled import FIELD, field_said, keep, lines_of_fields
from etl.readers.tables.head import Head
from etl.readers.text import one_line
from etl.readers.workbooks.sheets import Row, as_field, as_text

# « " », « 〃 », « idem »: what the cell above says.
_AGAIN = re.compile(r"[\"″〃»]|''|idem\.?|id\.|-\s?[\"″]\s?-|-?//-?", re.I)
_REPEATED = ("pilot", "partners", "status", "calendar", "start", "end", "priority")
_CALENDAR = re.compile(r"calendrier\s*:", re.I)
# « ARS : 30 000 €/an »
_BEFORE_SUM = re.compile(r"\s*:\s*[\d(].*", re.S)
# « Partenaires : … », on a line of a description.
_ALONE = re.compile(r"^(?:partenaires?|(?:co)?financeurs?|(?:co)?financements?)\s*:", re.I | re.M)
# Days as numbers of a workbook, from 1990 to 2099; years stand below.
_FIRST_DAY, _LAST_DAY = 32_874, 73_050


def name_of(head: Head, field: str) -> str:
    """The name of the column of a field, as written; nothing where there is none."""
    return next((one_line(column.name) for column in head.columns if column.field == field), "")


def said_again(head: Head, rows: Sequence[Row]) -> list[Row]:
    """The rows, each mark of repetition (« idem », « " ») below words being these words; in columns of money it stays,
    lest a sum be counted twice."""
    columns = [column.at for column in head.columns if column.field in (*LEVELS, *_REPEATED)]
    found: list[Row] = []
    for row in rows:
        cells = list(row.cells)
        above = found[-1] if found else None
        for at in columns:
            if above and at < len(cells) and _AGAIN.fullmatch(as_text(cells[at]).strip()) and as_text(above.at(at)):
                cells[at] = above.at(at)
        found.append(replace(row, cells=tuple(cells)) if cells != list(row.cells) else row)
    return found


def described(head: Head, row: Row) -> str:
    """The description of an action, as its row says it, without the lines that say its fields."""
    return _within(head, row)[0]


def values_of(head: Head, row: Row) -> dict[str, Any]:
    """The fields of an action, as its row says them: its cells first, then the lines of its description."""
    own = _of_cells(head, row)
    return {**_within(head, row)[1], **own}


def _within(head: Head, row: Row) -> tuple[str, dict[str, Any]]:
    """A description, and the fields that several of its lines say: « **Pilote :** Ville », as cards of a board have."""
    # What tools call notes is the description where no other column is.
    at = head.at("text") if head.is_template or head.at("text") is not None else head.at("notes")
    text = str(as_field(row.at(at)) or "") if at is not None else ""
    bare = re.sub(r"\*\*|__", "", text)
    lines = lines_of_fields(bare) if "\n" in text and text.count(":") > 1 else []
    # One line alone may say who else takes part, or with whose money.
    lines = lines or (bare.split("\n") if _ALONE.search(bare) else [])
    fields: dict[str, Any] = {}
    rest = []
    for line in lines:
        match = FIELD.fullmatch(line)
        known = field_said(match["name"], match["value"]) if match else ""
        if match and known and known not in (*NO_FIELDS, *head.fields):
            keep(fields, known, match["name"], match["value"])
        else:
            rest.append(line)
    return ("\n".join(rest), fields) if fields else (text, {})


def _of_cells(head: Head, row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {}
    parts: dict[str, Any] = {}
    payers: list[list[Any]] = []
    years: list[str] = []
    for column in head.columns:
        value = as_field(row.at(column.at))
        if column.field == "funder" and value is not None:
            payers.append([value, None])
        elif column.field == "amount" and value is not None and payers and payers[-1][1] is None:
            payers[-1][1] = value
        elif column.field == "notes" and value is not None:
            # The older template has no column for it.
            if _CALENDAR.match(str(value)):
                found.setdefault("calendar", value)
        elif value is None or column.field == "amount" or column.field in NO_FIELDS[: NO_FIELDS.index("aims")]:
            continue
        elif column.field in ("start", "end"):
            found[column.field] = _day(value)
        elif column.field == "part" or says_hoped(column.name):
            parts[one_line(column.name)] = value
        elif column.field == "year":
            # Of sums by year, nothing is paid in a year of zero.
            if value != 0:
                years.append(one_line(column.name))
        else:
            found[column.field] = value
    aims = found.pop("aims", None)
    if aims is not None and head.is_template:
        found.setdefault("indicators", aims)
    if payers:
        found["funders"] = payers
    if parts:
        told = found.get("funders")
        found["funders"] = parts if told is None else {name_of(head, "funders"): told, **parts}
    if years:
        found.setdefault("calendar", ", ".join(years))
    return found if "funders" in found else _with_payers(found)


def _with_payers(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields, the lines of a cost that say who pays told as payers: « 210 000 € », below it « Région (50 %) »."""
    cost = fields.get("budget")
    lines = cost.split("\n") if isinstance(cost, str) else []
    payers = [line for line in lines if body_of(_BEFORE_SUM.sub("", line.strip()))]
    rest = [line for line in lines if line not in payers and line.strip()]
    if not payers or any(not any(map(str.isdigit, line)) for line in rest):
        return fields
    told = {name: value for name, value in fields.items() if name != "budget"}
    return told | ({"budget": "\n".join(rest)} if rest else {}) | {"funders": "\n".join(payers)}


def together(above: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an action with what a further row says of it."""
    fields = dict(above)
    for name, value in own.items():
        there = fields.get(name)
        if there is None:
            fields[name] = value
        elif isinstance(there, dict) and isinstance(value, dict):
            fields[name] = {
                **there,
                **{
                    who: [there[who], part] if who in there and there[who] != part else part
                    for who, part in value.items()
                },
            }
        else:
            fields[name] = _both(there, value)
    return fields


def _both(there: Any, value: Any) -> Any:
    """What two rows of one action say of a field: once where they say the same."""
    if there is None or there == value:
        return value
    if isinstance(there, list) and isinstance(value, list):
        # Payers with what they give, one a row.
        return [*there, *(one for one in value if one not in there)]
    return [*there, value] if isinstance(there, list) else [there, value]


def _day(value: Any) -> Any:
    """A day that a workbook keeps as a bare number, as a day; anything else as it is."""
    if isinstance(value, int) and _FIRST_DAY <= value <= _LAST_DAY:
        return (datetime.date(1899, 12, 30) + datetime.timedelta(days=value)).isoformat()
    written = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", str(value))
    if written:
        day, month, year = map(int, written.groups())
        try:
            return datetime.date(year, month, day).isoformat()
        except ValueError:
            return value
    return str(value) if isinstance(value, int) else value
