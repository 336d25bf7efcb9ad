"""Labels that are questions, as pages for the public have them: « Qui ? Direction du patrimoine »."""

from __future__ import annotations

import re

from etl.readers.fields.columns import NO_FIELDS, field_of
from etl.readers.text import LONGEST_LINE

_ASKED = re.compile(
    r"(?P<before>\s*(?:[•‣▪▫·●○*+–—→➔➜▸►-]\s+)?)(?P<name>[^\W\d][^?:|]{1,40}?)\s*\?\s+(?P<value>[^\s?].*)"
)


def labels_of_questions(line: str) -> str:
    """The line, a question that is the name of a field as a label with a colon."""
    match = _ASKED.fullmatch(line) if len(line) <= LONGEST_LINE and "?" in line else None
    if not match or field_of(match["name"]) in ("", *NO_FIELDS):
        return line
    return f"{match['before']}{match['name']} : {match['value']}"
