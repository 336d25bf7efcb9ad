"""The lists of a text of OpenDocument and the numbers that they print, told as those of a Word document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lxml import etree

from etl.readers.office.opendocument_styles import STYLE, TEXT, number_of
from etl.readers.office.word_text import W

# A list, and the list of a paragraph that is numbered by itself.
_LIST_ID = f"{TEXT}list-id"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
# Newer files say the words around the numbers as a whole, under either name.
_FORMATS = (
    "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}num-list-format",
    f"{STYLE}num-list-format",
)
_PRINTED = re.compile(r"%(\d{1,2})%")
_SIGNS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NONE, _BULLET = "none", "bullet"
_LEVELS, _MOST = 9, 3_999
# The list of all items that print no number.
_UNNUMBERED = "1"


class Lists:
    """Lists by the number that Word knows each by; they are written into `numbering`."""

    def __init__(self, parts: Sequence[Any], numbering: Any) -> None:
        self._numbering = numbering
        for one in list(numbering):
            numbering.remove(one)
        self._styles: dict[str, Any] = {}
        outline = None
        for part in parts:
            for style in part.iter(f"{TEXT}list-style"):
                self._styles.setdefault(style.get(f"{STYLE}name", ""), style)
            outline = next(part.iter(f"{TEXT}outline-style"), outline)
        self._paragraphs = {one.get(f"{STYLE}name", ""): one for part in parts for one in part.iter(f"{STYLE}style")}
        self._count = int(_UNNUMBERED)
        self._by_id: dict[str, str] = {}
        self._last: dict[str, str] = {}
        # The list that each of them goes on from, and its style.
        self._abstract: dict[str, int] = {}
        self._style_of: dict[str, str] = {_UNNUMBERED: ""}
        self._outline = self._written(outline) if outline is not None and _prints(outline) else ""

    def begun(self, source: Any) -> str:
        """The list that begins here, or goes on."""
        style, before = (
            source.get(f"{TEXT}style-name", ""),
            source.get(f"{TEXT}continue-list") or source.get(_LIST_ID, ""),
        )
        if before in self._by_id:
            number = self._by_id[before]
        elif source.get(f"{TEXT}continue-numbering") == "true" and style in self._last:
            number = self._last[style]
        else:
            number = self._of_style(style)
        self._last[style] = number
        if named := source.get(_XML_ID) or source.get(_LIST_ID):
            self._by_id[named] = number
        return number

    def within(self, source: Any, number: str) -> str:
        """The list that a list within another is of: the same, unless it is styled otherwise."""
        style = source.get(f"{TEXT}style-name", "")
        return self._of_style(style) if style and style != self._style_of[number] else number

    def from_item(self, item: Any, number: str, depth: int) -> str:
        """The list from an item on, which may say where its numbers begin anew."""
        start = number_of(item, f"{TEXT}start-value", _MOST, 0)
        if not start or number == _UNNUMBERED or depth >= _LEVELS:
            return number
        again = self._listed(self._abstract[number], self._style_of[number])
        over = etree.SubElement(self._numbering[-1], f"{W}lvlOverride")
        over.set(f"{W}ilvl", str(depth))
        etree.SubElement(over, f"{W}startOverride").set(f"{W}val", str(start))
        return again

    def of_heading(self, heading: Any) -> tuple[str, int] | None:
        """The place of a heading that stands in no list in the numbers of the outline; None where it has no number."""
        if not self._outline or heading.get(f"{TEXT}is-list-header") == "true":
            return None
        style = self._paragraphs.get(heading.get(f"{TEXT}style-name", ""))
        if style is not None and style.get(f"{STYLE}list-style-name") == "":
            return None
        return self._outline, number_of(heading, f"{TEXT}outline-level", 99, 1) - 1

    def _of_style(self, name: str) -> str:
        style = self._styles.get(name)
        if style is None or not _prints(style):
            return _UNNUMBERED
        number = self._written(style)
        self._style_of[number] = name
        return number

    def _written(self, style: Any) -> str:
        """A list of its own that numbers as the style says."""
        abstract = etree.Element(f"{W}abstractNum")
        # Word has what lists are made from before the lists.
        self._numbering.insert(len(self._numbering.findall(f"{W}abstractNum")), abstract)
        number = self._listed(self._count, style.get(f"{STYLE}name", ""))
        abstract.set(f"{W}abstractNumId", str(self._abstract[number]))
        for level in style:
            at = number_of(level, f"{TEXT}level", 99, 99)
            if at > _LEVELS:
                continue
            told = etree.SubElement(abstract, f"{W}lvl")
            told.set(f"{W}ilvl", str(at - 1))
            is_bullet = level.tag in (f"{TEXT}list-level-style-bullet", f"{TEXT}list-level-style-image")
            signs = _SIGNS.get(level.get(f"{STYLE}num-format", ""), _NONE)
            for name, value in (
                ("start", str(number_of(level, f"{TEXT}start-value", _MOST, 1))),
                ("numFmt", _BULLET if is_bullet else signs),
                ("lvlText", "" if is_bullet else _words(level, at, signs)),
            ):
                etree.SubElement(told, f"{W}{name}").set(f"{W}val", value)
        return number

    def _listed(self, abstract: int, style: str) -> str:
        self._count += 1
        number = str(self._count)
        self._abstract[number], self._style_of[number] = abstract, style
        told = etree.SubElement(self._numbering, f"{W}num")
        told.set(f"{W}numId", number)
        etree.SubElement(told, f"{W}abstractNumId").set(f"{W}val", str(abstract))
        return number


def _prints(style: Any) -> bool:
    """Whether a style of lists numbers some of its levels."""
    return any(level.get(f"{STYLE}num-format") for level in style)


def _words(level: Any, at: int, signs: str) -> str:
    """The words around the numbers of a level: « Action %1 – », « %1.%2 »."""
    for name in _FORMATS:
        if said := level.get(name):
            return _PRINTED.sub(r"%\1", said)
    shown = number_of(level, f"{TEXT}display-levels", at, 1)
    numbers = ".".join(f"%{one}" for one in range(at - shown + 1, at + 1)) if signs != _NONE else ""
    return f"{level.get(f'{STYLE}num-prefix', '')}{numbers}{level.get(f'{STYLE}num-suffix', '')}"
