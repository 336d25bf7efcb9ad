"""What a coded value says beside its code: how certain a funder is, what an action does with a scheme.

A funder is written `etat:contractant` or `etat:contractant:envisage`, a scheme `pcaet` or `pcaet:cite`. The first
qualifier of a field is meant where none is written, so that codes made before there were any stay readable.
"""

from __future__ import annotations

STATED, ENVISAGED = "dit", "envisage"
ACTS, CITES = "agit", "cite"
QUALIFIERS = {"funder": (STATED, ENVISAGED), "scheme": (ACTS, CITES)}
# How many pieces a value has before its qualifier.
_PIECES = {"funder": 2, "scheme": 1}


def qualified(field: str, value: str) -> str:
    """The value with its qualifier, the usual one where it says none."""
    if field not in QUALIFIERS or value.count(":") >= _PIECES[field]:
        return value
    return f"{value}:{QUALIFIERS[field][0]}"


def bare(field: str, value: str) -> str:
    """The value without its qualifier, as codings are compared."""
    return ":".join(value.split(":")[: _PIECES[field]]) if field in QUALIFIERS else value


def is_usual(field: str, value: str) -> bool:
    """Whether the value says no more than it would without its qualifier."""
    return field not in QUALIFIERS or value == qualified(field, bare(field, value))
