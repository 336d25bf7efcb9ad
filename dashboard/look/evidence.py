"""The words that led to a code, marked in the text that says them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

# How transcriptions mark headings, bullets, quotes, bold and links: none of a document's words.
_MARKS = re.compile(r"\*+|</?b>|^\s*(?:#+|>|→|[-•°])+\s*|(?<=\])\([^)\s]*\)")


def without_marks(text: str, spans: Iterable[tuple[int, int]] = ()) -> tuple[str, list[tuple[int, int]]]:
    """A line without the signs of its transcription, and the same ranges of its characters in what is left."""
    marked = {at for mark in _MARKS.finditer(text) for at in range(*mark.span())}
    left = [at for at in range(len(text)) if at not in marked]
    moved = [[at for at, before in enumerate(left) if start <= before < end] for start, end in spans]
    return "".join(text[at] for at in left), [(found[0], found[-1] + 1) for found in moved if found]


def as_received(text: str, spans: Iterable[tuple[int, int]] = ()) -> Markup:
    """The line whole, escaped, these ranges of it marked; the signs of its transcription stand back."""
    result, at = Markup(""), 0
    signs = [(sign.start(), sign.end(), Markup('<span class="er-sign">')) for sign in _MARKS.finditer(text)]
    marks = [(start, end, Markup("<mark>")) for start, end in spans]
    for start, end, tag in sorted((*signs, *marks), key=lambda one: one[:2]):
        if start < at:  # a sign within marked words is marked with them
            continue
        closing = Markup("</mark>") if tag == "<mark>" else Markup("</span>")
        result += escape(text[at:start]) + tag + escape(text[start:end]) + closing
        at = end
    return result + escape(text[at:])


def marked_at(text: str, spans: Iterable[tuple[int, int]]) -> Markup:
    """The text, escaped, with these ranges of its characters inside `<mark>`."""
    result, at = Markup(""), 0
    for start, end in sorted(spans):
        result += escape(text[at:start]) + Markup("<mark>") + escape(text[start:end]) + Markup("</mark>")
        at = end
    return result + escape(text[at:])


def marked(text: str, evidence: Iterable[str]) -> Markup:
    """The text, escaped, with each piece of evidence that it holds inside `<mark>`; the longest first."""
    spans: list[tuple[int, int]] = []
    for words in sorted({words for words in evidence if words}, key=len, reverse=True):
        start = text.find(words)
        while start >= 0:
            end = start + len(words)
            if all(end <= other_start or start >= other_end for other_start, other_end in spans):
                spans.append((start, end))
            start = text.find(words, end)
    return marked_at(text, spans)
