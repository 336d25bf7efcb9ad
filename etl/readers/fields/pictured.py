"""Labels behind a picture: « 👤 Référent : Émilie »."""

from __future__ import annotations

import re

from etl.readers.fields.columns import NO_FIELDS, field_of
from etl.readers.fields.labelled import FIELD
from etl.readers.text import PICTURES

# Signs that draw something, but for boxes that are ticked or free.
_PICTURED = re.compile(
    r"(?P<before>\s*(?:[•*–—-]\s+)?)"
    rf"(?:[→➔➜▸►➢{PICTURES}][\ufe0e\ufe0f\u200d]*\s*)+"
    r"(?P<said>[^\W\d].*)",
    re.S,
)


def without_picture(text: str) -> str:
    """The text, without the picture that stands before the name of a field."""
    match = _PICTURED.fullmatch(text)
    named = FIELD.fullmatch(match["said"]) if match else None
    is_field = named is not None and field_of(named["name"]) not in ("", *NO_FIELDS)
    return f"{match['before']}{match['said']}" if match and is_field else text
