"""Every line of a document in which a term of the codebook stands: searched before a text is called silent.

Coding asks what a unit is about, and lets a longer term shield its words (« culture commune » is no culture). Here
nothing is shielded: a document is silent on a theme only where none of the theme's words stands anywhere in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from etl.coding.rules import Rules
from etl.coding.terms import Hit
from etl.models import Document

FIELDS = ("theme", "scheme", "funder")


@dataclass(frozen=True)
class Mention:
    """The words of a line that speak for a code. `weight` is the term's: 3 names it, 2 speaks of it, 1 hints at it."""

    line: int
    field: str
    code: str
    words: str
    weight: int


def mentions(document: Document, rules: Rules) -> list[Mention]:
    """The document's mentions, one a line, field and code: the weightiest words, then the longest, then the first."""
    best: dict[tuple[int, str, str], Hit] = {}
    for line, text, ends in _windows(document.lines):
        for field in FIELDS:
            for hit in rules.every_hit(field, text):
                if ends is not None and not hit.start < ends < hit.end:
                    continue
                key = (line, field, hit.code)
                known = best.get(key)
                if known is None or (hit.weight, len(hit.words)) > (known.weight, len(known.words)):
                    best[key] = hit
    return [
        Mention(line, field, code, " ".join(hit.words.split()), hit.weight)
        for (line, field, code), hit in sorted(best.items())
    ]


def _windows(lines: tuple[str, ...]) -> Iterator[tuple[int, str, int | None]]:
    """Each line alone; then with the next where the sentence goes on, and the place where a term would be cut."""
    for line, text in enumerate(lines, 1):
        yield line, text, None
        following = lines[line] if line < len(lines) else ""
        if text[-1:].isalnum() and following[:1].isalnum():
            yield line, f"{text}\n{following}", len(text)
