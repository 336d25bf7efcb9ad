"""Where a line of a document is read: every citation of a line leads to this address."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

from dashboard.look.formats import typeset
from dashboard.page_registry import DOCUMENTS
from dashboard.selection import Selection

DOCUMENT, LINE = "document", "ligne"
# The page of a long list, from 1.
LIST_PAGE = "page"
# What it is sorted by, and how that is said; territories and documents come first where nothing is asked.
LIST_ORDER = "tri"
ORDERS = {"titre": "par titre", "theme": "par thème", "engagement": "par engagement", "periode": "par période"}
_CITED = re.compile(r"\b[Ll]ignes?\s+\d+(?:(?:\s*,\s*|\s+et\s+|\s+à\s+)\d+)*")


def line_url(
    document_id: str,
    line: int | None = None,
    selection: Selection | None = None,
    also: Mapping[str, str] | None = None,
    base: str = "",
) -> str:
    """Link to a line in its document's own page, or to its first; the reader's filters go along.

    The link is relative unless `base` is the dashboard's own address, with its last slash: for what leaves it.
    """
    own = {**(also or {}), DOCUMENT: document_id} | ({} if line is None else {LINE: str(line)})
    return base + (selection or Selection()).but(action="", words="").url(DOCUMENTS.address, own)


def linked_line(document_id: str, line: int, selection: Selection | None = None, base: str = "") -> Markup:
    """The number of a line, leading to it."""
    return Markup('<a href="{}">{}</a>').format(line_url(document_id, line, selection, base=base), line)


def cited(text: str, document_id: str, selection: Selection | None = None, base: str = "") -> Markup:
    """A sentence about a document, escaped, in which the lines that it cites (« lignes 137 et 156 ») lead there."""
    result, at, plain = Markup(""), 0, typeset(text)
    for citation in _CITED.finditer(plain):
        for number in re.finditer(r"\d+", citation.group()):
            start, end = citation.start() + number.start(), citation.start() + number.end()
            result += escape(plain[at:start]) + linked_line(document_id, int(number.group()), selection, base)
            at = end
    return result + escape(plain[at:])
