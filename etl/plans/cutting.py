"""The cut of a plan that was read from a file, corrected by hand: every word stays the document's, at its lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from etl.csvfiles import read_csv, read_text
from etl.grammars.bullets import title_of
from etl.grammars.given_units import COLUMNS
from etl.plans.folder import table
from etl.text import plain_lines


class CutRefused(ValueError):
    """A change that would leave the cut without sense; the message is French and says what to do."""


@dataclass(frozen=True)
class Piece:
    """A row of `units.csv`: a heading or a unit, at its lines."""

    role: str
    level: int
    first_line: int
    last_line: int
    label: str
    title: str
    text: str
    detail: str
    fields: str

    @property
    def is_unit(self) -> bool:
        return self.role == "unit"

    def as_row(self) -> tuple[object, ...]:
        return tuple(getattr(self, column) for column in COLUMNS)


@dataclass(frozen=True)
class CutPlan:
    """The lines of a plan and its pieces, in their order."""

    lines: tuple[str, ...]
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, folder: Path) -> CutPlan:
        rows = read_csv(folder / "units.csv", COLUMNS)
        return cls(
            tuple(read_text(folder / "text.txt").split("\n")),
            tuple(
                Piece(
                    row["role"], int(row["level"] or 0), row.integer("first_line"), row.integer("last_line"),
                    row["label"], row["title"], row["text"], row["detail"], row["fields"],
                )
                for row in rows
            ),
        )  # fmt: skip

    def as_csv(self) -> bytes:
        return table(COLUMNS, [piece.as_row() for piece in self.pieces])

    @property
    def units(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.is_unit]

    def without(self, unit: Piece) -> CutPlan:
        """The cut without a unit: its lines are the document's, and no action."""
        if len(self.units) == 1:
            raise CutRefused("C’est la dernière action du plan : il en faut une.")
        return replace(self, pieces=tuple(piece for piece in self.pieces if piece is not unit))

    def joined(self, unit: Piece) -> CutPlan:
        """The unit as the end of the one before it.

        Raises:
            CutRefused: none stands before it, or a heading stands between.
        """
        at = self.pieces.index(unit)
        above = self.pieces[at - 1] if at else None
        if above is None or not above.is_unit:
            raise CutRefused("Un titre, ou rien, précède cette action : elle n’a pas d’action à continuer.")
        parts = [above.detail, unit.title, unit.text if unit.text != unit.title else "", unit.detail]
        both = replace(
            above,
            last_line=unit.last_line,
            detail="\n".join(part for part in parts if part),
            fields=_both_fields(above, unit),
        )
        return replace(self, pieces=(*self.pieces[: at - 1], both, *self.pieces[at + 1 :]))

    def parted(self, unit: Piece, line: int) -> CutPlan:
        """The unit as two, the second of which begins at a line of the first.

        Raises:
            CutRefused: the line is none of its own but the first, or either would be without a word.
        """
        if not unit.first_line < line <= unit.last_line:
            raise CutRefused("Une action se coupe à l’une de ses lignes, après la première.")
        head = self._from_lines(unit, unit.first_line, line - 1)
        tail = replace(self._from_lines(unit, line, unit.last_line), label="", fields="")
        at = self.pieces.index(unit)
        return replace(self, pieces=(*self.pieces[:at], head, tail, *self.pieces[at + 1 :]))

    def with_unit(self, first: int, last: int) -> CutPlan:
        """Lines that are of no unit as one.

        Raises:
            CutRefused: some of them are of one already, or they hold no word.
        """
        if any(piece.is_unit and piece.first_line <= last and first <= piece.last_line for piece in self.pieces):
            raise CutRefused("L’une de ces lignes est déjà celle d’une action.")
        at = next((at for at, piece in enumerate(self.pieces) if piece.first_line > last), len(self.pieces))
        # A heading of these lines is the unit now.
        before = [piece for piece in self.pieces[:at] if piece.is_unit or piece.first_line < first]
        own = self._from_lines(Piece("unit", _level(before), first, last, "", "", "", "", ""), first, last)
        return replace(self, pieces=(*before, own, *self.pieces[at:]))

    def with_heading(self, line: int) -> CutPlan:
        """A line that is of no unit, or a unit of one line, as a heading of the level of the one before it.

        Raises:
            CutRefused: it is of a unit that has other lines, or it holds no word.
        """
        unit = next((one for one in self.units if one.first_line <= line <= one.last_line), None)
        if unit and unit.first_line != unit.last_line:
            raise CutRefused("Cette ligne est d’une action : couper l’action avant elle, puis en faire un titre.")
        label = plain_lines(self.lines[line - 1 : line])
        if not label:
            raise CutRefused("Cette ligne n’a pas de mots : un titre en a.")
        if unit and len(self.units) == 1:
            raise CutRefused("C’est la dernière action du plan : il en faut une.")
        pieces = [piece for piece in self.pieces if piece is not unit]
        at = next((at for at, piece in enumerate(pieces) if piece.first_line >= line), len(pieces))
        level = max(1, _level(pieces[:at]))
        heading = Piece("heading", level, line, line, "", label, "", "", "")
        below = list(pieces[at:])
        # Units below it stand under it until the next heading says otherwise.
        for after, piece in enumerate(below):
            if not piece.is_unit:
                break
            below[after] = replace(piece, level=level)
        return replace(self, pieces=(*pieces[:at], heading, *below))

    def _from_lines(self, unit: Piece, first: int, last: int) -> Piece:
        """The unit that these lines are: its words are all of theirs, its title the one it has if they say it."""
        while last > first and not plain_lines(self.lines[last - 1 : last]):
            last -= 1
        text = plain_lines(self.lines[first - 1 : last])
        if not text:
            raise CutRefused("Ces lignes n’ont pas de mots : une action en a.")
        title = unit.title if unit.title and unit.title in text else title_of(text)
        return replace(unit, first_line=first, last_line=last, title=title, text=text, detail="")


def _level(before: Sequence[Piece]) -> int:
    """The level of what was last said above: of a unit the heading that it stands under."""
    return before[-1].level if before else 0


def _both_fields(above: Piece, unit: Piece) -> str:
    """The fields of two units that are one: what the first says, and what only the second does."""
    fields = {**json.loads(unit.fields or "{}"), **json.loads(above.fields or "{}")}
    return json.dumps(fields, ensure_ascii=False) if fields else ""
