"""Sidecars as they are written: TOML of texts, numbers, days, lists and tables of these."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any


def toml(tables: Mapping[str, Any]) -> str:
    """A TOML document: values first, then tables."""
    plain = {name: value for name, value in tables.items() if not isinstance(value, Mapping)}
    lines = [f"{name} = {_value(value)}" for name, value in plain.items()]
    for name, value in tables.items():
        if isinstance(value, Mapping):
            lines += ["", f"[{name}]", *(f"{_quoted(key)} = {_value(one)}" for key, one in value.items())]
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    # A basic string of TOML escapes as JSON does, and the delete sign beside.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
