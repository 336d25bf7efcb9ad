"""A document as its page shows it: every line as received, its headings, its actions, what is masked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from dashboard import queries
from dashboard.look.records import rows


@dataclass(frozen=True)
class Line:
    """A line as received. `heading` is its level in the outline, 0 where it is none; `place` where it stands in the
    file that it was read from, told where that changes.

    `repeats` is the action that it says again, in the same words or others, if it does.
    """

    number: int
    text: str
    heading: int
    is_masked: bool
    repeats: dict[str, Any] | None
    place: str


@dataclass(frozen=True)
class Block:
    """Lines that stand together: those of an action, or those between two actions."""

    action: dict[str, Any] | None
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Reader:
    """A document: what it is, its headings in their order, its lines in blocks."""

    document: dict[str, Any]
    headings: tuple[dict[str, Any], ...]
    blocks: tuple[Block, ...]

    @property
    def lines(self) -> Iterator[Line]:
        return (line for block in self.blocks for line in block.lines)


def documents() -> list[dict[str, Any]]:
    """All documents, each with its territory, in the order of territories."""
    return rows(queries.territories())


def reader(document_id: str) -> Reader | None:
    """The document with all of its lines; None where there is no such document."""
    return _reader(queries.content_hash(), document_id)


@lru_cache(maxsize=16)
def _reader(content: str, document_id: str) -> Reader | None:
    document = next((one for one in documents() if one["document_id"] == document_id), None)
    if document is None:
        return None
    headings = rows(queries.outline_headings(document_id))
    units = rows(queries.document_units(document_id))
    levels = {heading["line"]: int(heading["level"]) for heading in headings}
    of_line = {line: unit for unit in units for line in range(unit["first_line"], unit["last_line"] + 1)}
    again = {line: unit for unit in units for line in (*unit["repeated_lines"], *unit["restated_lines"])}
    masked = set(document["masked_lines"])
    passage = rows(queries.passage(document_id, 1, int(document["line_count"])))
    above = [None, *(line["place"] for line in passage)]
    places = {
        line["line"]: line["place"] or "" for line, last in zip(passage, above, strict=False) if line["place"] != last
    }
    blocks = tuple(
        Block(
            of_line.get(numbered[0]["line"]),
            tuple(
                Line(
                    int(line["line"]),
                    str(line["text"]),
                    # A row of a table can show headings beside its action: it is read as the action.
                    0 if line["line"] in of_line else levels.get(line["line"], 0),
                    line["line"] in masked,
                    again.get(line["line"]),
                    places.get(line["line"], ""),
                )
                for line in numbered
            ),
        )
        for _, of_block in groupby(passage, key=lambda line: of_line.get(line["line"], {}).get("action_id"))
        for numbered in [list(of_block)]
    )
    return Reader(document, tuple(headings), blocks)
