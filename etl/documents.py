"""Documents as received: a folder each, with the text line for line and a sidecar that says where it comes from."""

from __future__ import annotations

import datetime
import hashlib
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from etl.csvfiles import read_csv, read_text
from etl.errors import SourceError
from etl.models import Document

_FIELDS: dict[str, type | tuple[type, ...]] = {
    "territory_id": str,
    "title": str,
    "issuer": str,
    "kind": str,
    "date_precision": str,
    "date_basis": str,
    "licence": str,
    "sha256": str,
    "caveat": str,
    "grammar": dict,
}
_OPTIONAL: dict[str, type | tuple[type, ...]] = {
    "published_on": datetime.date,
    "period_start": int,
    "period_end": int,
    "masked": dict,
    "rules_made_on": bool,
    "bearers": list,
    "grantor": str,
    "territory": dict,
    "received": dict,
    "facts": dict,
}
# What fields hold beyond their type: lists and tables are of texts, days without hours, years of four digits.
_HELD: dict[str, Callable[[Any], bool]] = {
    "published_on": lambda day: not isinstance(day, datetime.datetime),
    "period_start": lambda year: 1000 <= year <= 9999,
    "period_end": lambda year: 1000 <= year <= 9999,
    "bearers": lambda bodies: all(isinstance(one, str) for one in bodies),
    "facts": lambda told: all(isinstance(one, str) for one in told.values()),
    "masked": lambda told: _is_masked(**told),
}
DATE_PRECISIONS = ("jour", "annee-environ", "annee-au-plus-tot", "jour-au-plus-tot")


def _anything(value: object) -> bool:
    return True


def _is_masked(lines: object = (), what: object = "", sha256_stored: object = "", **other: object) -> bool:
    are_lines = isinstance(lines, list | tuple) and all(isinstance(one, int) and 0 < one < 2**31 for one in lines)
    return are_lines and isinstance(what, str) and isinstance(sha256_stored, str) and not other


def read_documents(folder: Path) -> list[Document]:
    """All documents under `folder`, by identifier (the folder's name).

    Raises:
        SourceError: a missing or altered text, a broken sidecar, or no document at all.
    """
    folders = sorted(path for path in folder.glob("[!.]*") if path.is_dir()) if folder.is_dir() else []
    if not folders:
        raise SourceError(folder, "there is no document", "add a folder with text.txt and source.toml")
    return [read_document(path) for path in folders]


def read_document(folder: Path) -> Document:
    """One document, its text checked against the sidecar's hash."""
    sidecar = folder / "source.toml"
    facts = read_sidecar(sidecar)
    text = read_text(folder / "text.txt")
    masked = facts.get("masked", {})
    stored = masked.get("sha256_stored") if masked else facts["sha256"]
    found = hashlib.sha256(text.encode()).hexdigest()
    if found != stored:
        raise SourceError(
            folder / "text.txt",
            f"the text has changed: its sha256 is {found}, the sidecar says {stored}",
            "restore the text from git; for a new version of the document, review its units and codes first",
        )
    if facts["date_precision"] not in DATE_PRECISIONS:
        raise SourceError(
            sidecar,
            f"unknown date_precision {facts['date_precision']!r}",
            f"one of {', '.join(DATE_PRECISIONS)}",
        )
    return Document(
        document_id=folder.name,
        folder=folder,
        territory_id=facts["territory_id"],
        title=facts["title"],
        issuer=facts["issuer"],
        kind=facts["kind"],
        published_on=facts.get("published_on"),
        date_precision=facts["date_precision"],
        date_basis=facts["date_basis"],
        period_start=facts.get("period_start"),
        period_end=facts.get("period_end"),
        licence=facts["licence"],
        sha256=facts["sha256"],
        masked_lines=tuple(masked.get("lines", ())),
        caveat=facts["caveat"],
        rules_made_on=facts.get("rules_made_on", False),
        bearers=tuple(facts.get("bearers", ())),
        grantor=facts.get("grantor"),
        settings=facts["grammar"],
        lines=tuple(text.split("\n")),
        territory=facts.get("territory"),
        facts=facts.get("facts", {}),
        places=_places(folder / "places.csv", text.count("\n") + 1),
    )


def _places(path: Path, lines: int) -> dict[int, str]:
    """The place of each line; a row of the file holds from its line on. A text whose lines are its own has no file."""
    if not path.exists():
        return {}
    rows = {row.integer("line"): row["place"] for row in read_csv(path, ("line", "place"))}
    found: dict[int, str] = {}
    place = ""
    for line in range(1, lines + 1):
        place = rows.get(line, place)
        if place:
            found[line] = place
    return found


def read_sidecar(path: Path) -> dict:
    """The sidecar's table, its fields checked by name and type."""
    try:
        facts = tomllib.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        # Numbers without end and tables without end are no errors of TOML to the library.
        raise SourceError(path, f"broken TOML ({error})", "correct the line that the message names") from None
    for field, kind in (_FIELDS | _OPTIONAL).items():
        if field not in facts:
            if field in _FIELDS:
                raise SourceError(path, f"the field {field!r} is missing", f"add {field} to the sidecar")
        elif not isinstance(facts[field], kind) or not _HELD.get(field, _anything)(facts[field]):
            raise SourceError(path, f"the field {field!r} is of another type", f"{field} must be {kind}")
    unknown = sorted(set(facts) - set(_FIELDS) - set(_OPTIONAL))
    if unknown:
        raise SourceError(path, f"unknown fields: {', '.join(unknown)}", "remove them, or correct their names")
    return facts
