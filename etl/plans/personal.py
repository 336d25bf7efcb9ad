"""E-mail addresses and telephone numbers in a planner's file: found line by line, and masked where they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from etl.readers.model import FileLine, PlanRead, PlanUnit

# Bounded, so that no text makes them slow; looked for only where their signs stand.
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(r"(?<![\d.,+])(?:\+33[\s.\-]{0,2}(?:\(0\)[\s.\-]?)?|0)[1-9](?:[\s.\-\u00a0\u202f]?\d{2}){4}(?!\d)")
EMAIL, PHONE = "[adresse électronique masquée]", "[téléphone masqué]"


@dataclass(frozen=True)
class Contacts:
    """How many addresses and numbers a file holds, and the lines that hold some, from 1."""

    emails: int
    phones: int
    lines: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.lines)


def contacts(found: PlanRead) -> Contacts:
    """Those of all lines of a file."""
    emails = phones = 0
    lines = []
    for number, line in enumerate(found.lines, 1):
        own = len(_EMAIL.findall(line.text)) if "@" in line.text else 0
        called = len(_PHONE.findall(line.text))
        emails, phones = emails + own, phones + called
        if own or called:
            lines.append(number)
    return Contacts(emails, phones, tuple(lines))


def masked(found: PlanRead) -> PlanRead:
    """The same with each masked where it stands: in the lines, and in all that was read of them."""
    return replace(
        found,
        facts={name: _masked(value) for name, value in found.facts.items()},
        units=tuple(map(_unit, found.units)),
        lines=tuple(_line(line) for line in found.lines),
    )


def _unit(unit: PlanUnit) -> PlanUnit:
    return replace(
        unit,
        title=_masked(unit.title),
        label=_masked(unit.label),
        headings=tuple(map(_masked, unit.headings)),
        text=_masked(unit.text),
        fields={name: _value(value) for name, value in unit.fields.items()},
        children=tuple(replace(child, text=_masked(child.text)) for child in unit.children),
    )


def _line(line: FileLine) -> FileLine:
    return replace(line, text=_masked(line.text))


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return _masked(value)
    if isinstance(value, Mapping):
        return {name: _value(one) for name, one in value.items()}
    return [_value(one) for one in value] if isinstance(value, list | tuple) else value


def _masked(text: str) -> str:
    without = _EMAIL.sub(EMAIL, text) if "@" in text else text
    return _PHONE.sub(PHONE, without)
