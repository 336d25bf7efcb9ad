"""Fields that a label names, kept by what they are; what several labels say of one field stands together."""

from __future__ import annotations

from typing import Any

from etl.readers.columns import says_hoped
from etl.readers.sheets import NOTHING
from etl.readers.text import one_line

# Before what a label that hopes for payers says, what another has said of them.
_OTHER = "Financeurs"


def keep(fields: dict[str, Any], known: str, label: str, value: str, between: str = "\n") -> None:
    """Keep in `fields` the words below a label that is known as the field `known`; `between` parts those of several.

    Payers that their label hopes for (« Financeurs potentiels ») stay below it.
    """
    if value.strip() in NOTHING:
        return
    name = "funders" if known == "funding_text" else known
    there = fields.get(name)
    if name == "funders" and (isinstance(there, dict) or says_hoped(label)):
        told = there if isinstance(there, dict) else {_OTHER: there} if there is not None else {}
        below = one_line(label).rstrip(" :") if says_hoped(label) else _OTHER
        fields[name] = {**told, below: f"{told[below]}{between}{value}" if below in told else value}
    elif there is None:
        fields[name] = value
    elif value not in str(there).split(between):
        fields[name] = f"{there}{between}{value}"
