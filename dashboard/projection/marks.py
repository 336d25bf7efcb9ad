"""Marks as drawings: the room's screen must not depend on which signs the machine's fonts hold."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from dashboard.look.formats import typeset
from dashboard.look.palette import ENGAGEMENT_SHAPES
from dashboard.look.territories import FRAME, LOOKS

# Sign in texts -> the symbol of `symbols.html` that draws it.
SYMBOLS = {look.glyph: look.mark for look in (*LOOKS, FRAME)} | {
    **dict(zip(ENGAGEMENT_SHAPES.values(), ("circle", "half", "ring", "lozenge"), strict=True)),
}

# How our transcription marks a document's headings: none of its words.
_HEADING = re.compile(r"^#{1,6} +")


def symbol(name: str) -> Markup:
    return Markup('<svg class="g" aria-hidden="true"><use href="#m-{}"></use></svg>').format(name)


def with_marks(text: str) -> Markup:
    """The text, typeset and escaped, its signs drawn."""
    drawn = escape(typeset(text))
    for sign, name in SYMBOLS.items():
        drawn = drawn.replace(escape(sign), symbol(name))
    return drawn


def plain(line: str) -> str:
    """A line of a document without the marks by which our transcription shows headings and bold letters."""
    return _HEADING.sub("", line).replace("**", "")
