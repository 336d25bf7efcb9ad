"""The words that led to a code, marked in the text that says them."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape


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
