"""A plan folder made of a planner's file: the very format of `data/documents/<slug>/`, with the file as received."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from etl.grammars import given_units
from etl.plans.layout import LaidHeading, laid_out
from etl.plans.personal import masked
from etl.plans.territory import OwnTerritory, slug
from etl.readers.model import Doubt, PlanRead, PlanRefused, PlanUnit
from etl.text import fold, letters
from etl.tomlfiles import toml

PLACES, DOUBTS = ("line", "place"), ("place", "why")
MOST_UNITS = 5_000
# What no line of text holds: control signs and halves of signs.
_TWICE = "Cette action redit mot pour mot une autre : elle ne compte qu’une fois."
_LOST = "Cette action n’a pas été retrouvée à ses lignes : elle ne compte pas."
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class About:
    """What a planner says of their document; `published_on` may be unknown, `date_precision` is as in a sidecar. Where
    it `masks_contacts`, addresses and numbers are masked and the file as received is not kept."""

    title: str
    kind: str
    territory: OwnTerritory
    published_on: datetime.date | None = None
    date_precision: str = "jour"
    masks_contacts: bool = False


def document_id(about: About) -> str:
    """The name of the plan folder."""
    return f"{slug(about.territory.name)}-{slug(about.title)}"[:80].strip("-")


def write_plan(folder: Path, content: bytes, name: str, found: PlanRead, about: About) -> None:
    """Write the plan folder of a file that was read.

    Raises:
        PlanRefused: it gives more units than can be compared; nothing is written.
    """
    if len(found.units) > MOST_UNITS:
        raise PlanRefused("Ce fichier donne plus de 5 000 actions : n’en garder que le plan.")
    whole = _lines(found)
    found = masked(found) if about.masks_contacts else found
    lines = _lines(found)
    rows, twice = _unit_rows(found, lines)
    text = "\n".join(lines)
    folder.mkdir(parents=True)
    (folder / "text.txt").write_bytes(text.encode())
    (folder / "units.csv").write_bytes(table(given_units.COLUMNS, rows))
    (folder / "places.csv").write_bytes(table(PLACES, _places(found)))
    doubts = ((_clean(one.place.said()), _clean(one.why)) for one in (*found.doubts, *twice))
    (folder / "doubts.csv").write_bytes(table(DOUBTS, doubts))
    changed = [number for number, (one, other) in enumerate(zip(whole, lines, strict=True), 1) if one != other]
    received = "" if changed else f"received{PurePath(name).suffix.lower()}"
    if received:
        (folder / received).write_bytes(content)
    told = _sidecar(found, about, name, received, content, "\n".join(whole))
    hidden = _hidden(changed, text) if changed else {}
    (folder / "source.toml").write_bytes(toml(told | hidden).encode())


def _lines(found: PlanRead) -> list[str]:
    return [_clean(line.text.replace("\n", " ")) for line in found.lines]


def _hidden(lines: list[int], text: str) -> dict[str, Any]:
    """What a sidecar says of lines on which something is masked."""
    stored = hashlib.sha256(text.encode()).hexdigest()
    what = "adresses électroniques et numéros de téléphone"
    return {"masked": {"lines": lines, "what": what, "sha256_stored": stored}}


def _unit_rows(found: PlanRead, lines: Sequence[str]) -> tuple[list[tuple[Any, ...]], list[Doubt]]:
    """The rows of `units.csv`; a unit that says the very words of another is told, not counted twice."""
    rows: list[tuple[Any, ...]] = []
    twice: list[Doubt] = []
    seen: set[str] = set()
    last = 0
    for one in laid_out(found):
        if isinstance(one, LaidHeading):
            rows.append(("heading", one.level, one.line, one.line, "", _clean(one.label), "", "", ""))
            continue
        unit = one.unit
        passage = letters(" ".join(lines[one.first_line - 1 : one.last_line]))
        title, text = _clean(unit.title), _clean(unit.text)
        detail = _clean("\n".join(child.text for child in unit.children))
        words = fold(f"{title} {text} {detail}")
        if words in seen or one.first_line <= last or letters(title) not in passage:
            twice.append(Doubt(unit.place, _TWICE if words in seen else _LOST))
            continue
        seen.add(words)
        last = one.last_line
        # A text whose words stand otherwise in the file gives way to the lines themselves.
        text = text if _is_said(text, passage) else " ".join(lines[one.first_line - 1 : one.last_line])
        fields = json.dumps(_cleaned(unit.fields), ensure_ascii=False) if unit.fields else ""
        rows.append(
            ("unit", len(unit.headings), one.first_line, one.last_line, _number(unit), title, text,
             detail if _is_said(detail, passage) else "", fields)
        )  # fmt: skip
    return rows, twice


def _is_said(text: str, passage: str) -> bool:
    return all(letters(line) in passage for line in text.split("\n"))


def _number(unit: PlanUnit) -> str:
    """The number before the title; a bullet is none."""
    return _clean(unit.label) if any(sign.isalnum() for sign in unit.label) else ""


def _places(found: PlanRead) -> Iterable[tuple[int, str]]:
    """Where lines stand in the file: a row wherever that changes, none for a text whose lines are the file's own."""
    above = ""
    for number, line in enumerate(found.lines, 1):
        said = "" if line.place.line == number and not line.place.record else line.place.said()
        if said != above:
            yield number, _clean(said)
        above = said


def _sidecar(found: PlanRead, about: About, name: str, received: str, content: bytes, text: str) -> dict[str, Any]:
    """The sidecar of the plan folder; `text` is that of the file, nothing masked."""
    dated: dict[str, Any] = {} if about.published_on is None else {"published_on": about.published_on}
    return {
        "territory_id": slug(about.territory.name),
        "title": _clean(about.title),
        "issuer": _clean(about.territory.name),
        "kind": _clean(about.kind),
        **dated,
        "date_precision": about.date_precision,
        "date_basis": "Date dite par qui a apporté le document."
        if dated
        else "Aucune date n’a été dite par qui a apporté le document.",
        "licence": "Document apporté par un planificateur ; licence de réutilisation non précisée.",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "caveat": f"Lu d’un fichier qu’un planificateur a apporté ({found.shape}).",
        "grammar": {"name": "given-units"},
        "territory": about.territory.as_table(),
        "received": {
            "name": _clean(PurePath(name).name),
            "file": received,
            "sha256": hashlib.sha256(content).hexdigest(),
            "shape": found.shape,
            "on": datetime.datetime.now(datetime.UTC),
        },
        "facts": {_clean(key): _clean(value) for key, value in found.facts.items()},
    }


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A CSV as the ETL reads them."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerows([columns, *rows])
    return buffer.getvalue().encode()


def _clean(text: str) -> str:
    return _NO_TEXT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _cleaned(value: Any) -> Any:
    """A field with its texts cleaned, lists and tables within it too."""
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, Mapping):
        return {_clean(str(name)): _cleaned(one) for name, one in value.items()}
    return [_cleaned(one) for one in value] if isinstance(value, list | tuple) else value
