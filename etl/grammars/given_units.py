"""Units that were read from a planner's file: where they are and what they say stands in `units.csv`."""

from __future__ import annotations

import json

from etl.csvfiles import Row, read_csv
from etl.grammars.headings import Outline
from etl.models import Cut, Document, Unit
from etl.text import letters

COLUMNS = ("role", "level", "first_line", "last_line", "label", "title", "text", "detail", "fields")


def cut_given_units(document: Document) -> Cut:
    """Headings and units are the rows of `units.csv` beside the text, in its order.

    Roles: `heading` (its level in `level`, its words in `title`) and `unit` (in `level` that of the heading it stands
    under, 0 for none). Every word of a unit is the document's:
    title, text and detail are looked for at the unit's lines. `fields` is a JSON object.

    Raises:
        SourceError: a range outside the document, overlapping units, words that its lines do not say, or an unknown
            role.
    """
    cut = Cut()
    outline = Outline(document, cut)
    last_seen = 0
    for row in read_csv(document.folder / "units.csv", COLUMNS):
        first, last = row.integer("first_line"), row.integer("last_line")
        if not 1 <= first <= last <= len(document.lines):
            raise row.error(
                f"lines {first} to {last} are outside the document, which has {len(document.lines)}",
                "correct first_line and last_line",
            )
        if row["role"] == "heading":
            outline.place(row.integer("level"), None, row["title"], first)
            continue
        if row["role"] != "unit":
            raise row.error(f"unknown role {row['role']!r}", "write heading or unit")
        if first <= last_seen:
            raise row.error(f"line {first} is already taken by the unit above", "units follow one another")
        last_seen = last
        _check_words(document, row, first, last)
        cut.units.append(
            Unit(
                outline.at(row.integer("level")),
                row["label"] or None,
                row["title"],
                row["text"] or row["title"],
                row["detail"] or None,
                first,
                last,
                fields=_fields(row),
            )
        )
    return cut


def _check_words(document: Document, row: Row, first: int, last: int) -> None:
    passage = letters(" ".join(document.lines[first - 1 : last]))
    for column in ("title", "text", "detail"):
        for words in row[column].split("\n"):
            if letters(words) not in passage:
                raise row.error(
                    f"« {words[:60]} » is not said by lines {first} to {last}", f"copy {column} word for word"
                )


def _fields(row: Row) -> dict[str, object]:
    try:
        fields = json.loads(row["fields"] or "{}")
    except json.JSONDecodeError as error:
        raise row.error(f"fields is no JSON ({error})", "write an object, or nothing") from None
    if not isinstance(fields, dict):
        raise row.error("fields is no JSON object", "write an object, or nothing")
    return fields
