"""What the styles of a text of OpenDocument say of its words: whether they are bold, and whether they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
# Styles that are made from one another.
_MOST_STYLES = 12
_BOLD_FROM = 600
# « List_20_Bullet_20_2 », « Numbering_20_3_20_Start »: the items of deeper lists, where a style alone says so.
_DEPTH = re.compile(r"(?:List|Numbering)(?:_20_[A-Z][a-z]+)?_20_([2-5])(?:_20_|$)")


class Styles:
    """Styles by their family (`paragraph` or `text`) and name, those of the text before those of its template."""

    def __init__(self, parts: Sequence[Any]) -> None:
        self._styles: dict[tuple[str, str], Any] = {}
        self._default: dict[str, Any] = {}
        for part in parts:
            for style in part.iter(f"{STYLE}style"):
                self._styles.setdefault((style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")), style)
            for style in part.iter(f"{STYLE}default-style"):
                self._default.setdefault(style.get(f"{STYLE}family", ""), style)

    def is_bold(self, name: str, family: str, otherwise: bool) -> bool:
        """Whether words of a style are bold; `otherwise` where it does not say."""
        weight = self._said(name, family, f"{_FO}font-weight")
        if weight is None:
            return otherwise
        return int(weight) >= _BOLD_FROM if weight.isdecimal() and len(weight) < 5 else weight == "bold"

    def is_raised(self, name: str) -> bool:
        """Whether words within a paragraph stand above its line."""
        return (self._said(name, "text", f"{STYLE}text-position") or "").startswith("super")

    def list_depth(self, name: str) -> int:
        """How deep an item stands in its list by the name of its style, from 1; 0 where that does not say."""
        for style in self._chain(name, "paragraph"):
            if match := _DEPTH.match(style.get(f"{STYLE}name", "")):
                return int(match[1])
        return 0

    def is_hidden(self, name: str, family: str) -> bool:
        return self._said(name, family, f"{TEXT}display") == "none"

    def _said(self, name: str, family: str, attribute: str) -> str | None:
        """What a style says of its words, or what those that it is made from do."""
        for style in self._chain(name, family):
            properties = style.find(f"{STYLE}text-properties")
            said = properties.get(attribute) if properties is not None else None
            if said is not None:
                return str(said)
        return None

    def _chain(self, name: str, family: str) -> Iterator[Any]:
        """A style, and those that it is made from. Words within a paragraph are else as those around them."""
        style = self._styles.get((family, name))
        for _ in range(_MOST_STYLES):
            if style is None:
                break
            yield style
            style = self._styles.get((family, style.get(f"{STYLE}parent-style-name", "")))
        if family == "paragraph" and family in self._default:
            yield self._default[family]


def number_of(element: Any, name: str, most: int, otherwise: int) -> int:
    """A number from 1 that an element says, `most` at the most, whatever a file says."""
    said = element.get(name, "")
    return min(max(1, int(said)), most) if said.isdecimal() and len(said) < 10 else otherwise
