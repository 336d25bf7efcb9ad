"""Fiches-actions: a heading opens each unit, its first run of prose is the text, its objectives the detail."""

from __future__ import annotations

import re

from etl.errors import SourceError
from etl.grammars.headings import Outline
from etl.grammars.numbering import numbering_faults
from etl.grammars.settings import pattern_setting
from etl.models import Cut, Document, Fault, Unit
from etl.text import plain

_BULLET = re.compile(r"^\s*-\s*(?=\S)")


def cut_fiches(document: Document) -> Cut:
    """Units are the fiches after the line `starts_after`.

    Settings: `fiche` (pattern with groups `number`, `label`, `title`), `subheading` (pattern of headings inside a
    fiche), `starts_after` (the words of the line that opens the fiches), `stray` (lines that belong to no fiche, each
    with its `line`, `quote` and `reason`).

    Raises:
        SourceError: the opening line is missing, a heading is neither axis, fiche nor subheading, a stray line moved.
    """
    cut = Cut()
    outline = Outline(document, cut)
    settings = document.settings
    fiche = pattern_setting(document, "fiche", ("number", "label", "title"))
    subheading = pattern_setting(document, "subheading")
    stray = _stray_lines(document)
    opening = next((n for n, raw in enumerate(document.lines, 1) if plain(raw) == settings.get("starts_after")), None)
    if opening is None:
        raise SourceError(
            document.text_path,
            f"the line « {settings.get('starts_after')} » is missing",
            "starts_after in source.toml must be the words of the line above the first fiche",
        )
    opened: tuple[int, re.Match[str], int | None] | None = None
    for line in range(opening + 1, len(document.lines) + 1):
        raw = document.lines[line - 1]
        words = plain(raw)
        if not raw.lstrip().startswith("#"):
            if words and opened is None and line not in stray:
                raise SourceError(
                    document.text_path,
                    f"« {words[:60]} » stands in no fiche",
                    "list the line under [[grammar.stray]], or add a pattern for its heading",
                    line,
                )
            continue
        match = fiche.match(words)
        if match or (outline.rules and any(rule.pattern.match(words) for rule in outline.rules)):
            if opened:
                cut.units.append(_unit(document, opened, line - 1, subheading, stray))
            opened = None
            if match:
                opened = line, match, outline.current
            else:
                outline.read(line)
        elif not subheading.match(words):
            raise SourceError(
                document.text_path,
                f"« {words[:60]} » is neither an axis, a fiche nor a heading inside a fiche",
                "widen headings, fiche or subheading under [grammar] in source.toml",
                line,
            )
    if opened:
        cut.units.append(_unit(document, opened, len(document.lines), subheading, stray))
    cut.faults += numbering_faults(cut) + _unnumbered(cut)
    return cut


def _unit(
    document: Document,
    opened: tuple[int, re.Match[str], int | None],
    last: int,
    subheading: re.Pattern[str],
    stray: set[int],
) -> Unit:
    first, match, heading = opened
    kept = [n for n in range(first + 1, last + 1) if document.lines[n - 1].strip() and n not in stray]
    last = max(kept, default=first)
    text: list[str] = []
    detail: list[str] = []
    text_open = True
    for line in kept:
        raw = document.lines[line - 1]
        if raw.lstrip().startswith("#") and subheading.match(plain(raw)):
            text_open = text_open and not text
        elif _BULLET.match(raw):
            text_open = text_open and not text
            detail.append(plain(raw))
        else:
            (text if text_open else detail).append(plain(raw))
    title = match["title"].strip()
    return Unit(
        heading,
        match["number"],
        title,
        " ".join(text) or title,
        "\n".join(detail) or None,
        first,
        last,
        match["label"],
    )


def _stray_lines(document: Document) -> set[int]:
    lines = set()
    for entry in document.settings.get("stray", []):  # type: ignore[attr-defined]
        line = entry["line"]
        if not 1 <= line <= len(document.lines) or plain(document.lines[line - 1]) != entry["quote"]:
            raise SourceError(
                document.sidecar_path,
                f"the stray line {line} does not read « {entry['quote']} »",
                "correct line and quote under [[grammar.stray]]",
            )
        lines.add(line)
    return lines


def _unnumbered(cut: Cut) -> list[Fault]:
    return [
        Fault(
            unit.first_line,
            "sans-numero",
            unit.title,
            f"La fiche « {unit.title} » ne porte pas de numéro.",
        )
        for unit in cut.units
        if unit.number is None
    ]
