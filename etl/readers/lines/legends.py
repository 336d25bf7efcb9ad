"""Legends of states: « ✔ Réalisé   ◐ En cours   ○ À venir », « R = réalisé ; EC = en cours ». A sign or a code alone
says how far an action is: it is told with the words of the legend."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from etl.readers.fields.states import SIGN, says_state
from etl.readers.lines.titles import is_state
from etl.readers.model import PlanRead, PlanUnit
from etl.readers.text import one_line

_SIGN = re.compile(f"({SIGN})")
_CODE = re.compile(r"(?<!\w)([A-Z]{1,3}|\d)\s*[=:]")
# « Légende : », « État d’avancement : »
_HEAD = re.compile(r"[^\W\d][^:=]{0,40}:|l[ée]gende", re.I)
_BETWEEN = " \t\u00a0\u202f:=–—-;,./·|()"
_FEWEST_SIGNS = 2
_TOLD = "légende des états"


def with_legend(found: PlanRead) -> PlanRead:
    """The plan, states that are a sign or a code alone told in the words of its legend; so are signs before titles."""
    legend = legend_of(line.text for line in found.lines)
    if not legend:
        return found
    units = tuple(_stated(unit, legend) for unit in found.units)
    if units == found.units:
        return found
    facts = {**found.facts, _TOLD: " ; ".join(legend.values())}
    return replace(found, units=units, facts=facts)


def legend_of(lines: Iterable[str]) -> dict[str, str]:
    """By sign or code, what a legend says of it with it, « ✔ Réalisé »; empty where lines hold none. A sign before
    several states, as a bullet is, says none of them."""
    said: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        for sign, words in _pairs(one_line(line)):
            said[_sign(sign)].add(f"{_sign(sign)} = {words}" if sign.isalnum() else f"{_sign(sign)} {words}")
    legend = {sign: words for sign, (words, *more) in said.items() if not more}
    return legend if len(legend) >= _FEWEST_SIGNS else {}


def _pairs(line: str) -> list[tuple[str, str]]:
    """The signs, or codes, of a line with the state that each says, behind it or before it; none where the line says
    anything else."""
    for pattern in (_SIGN, _CODE):
        first, *rest = pattern.split(line)
        signs, words = rest[::2], [one.strip(_BETWEEN) for one in (first, *rest[1::2])]
        if not signs:
            continue
        is_before = pattern is _SIGN and not words[-1]
        told = words[:-1] if is_before else words[1:]
        is_headed = is_before or not words[0] or bool(_HEAD.fullmatch(first.strip()))
        if is_headed and all(map(_is_state, told)):
            return list(zip(signs, told, strict=True))
    return []


def _is_state(words: str) -> bool:
    return says_state(words) or is_state(words)


def _stated(unit: PlanUnit, legend: Mapping[str, str]) -> PlanUnit:
    sign, _, title = unit.title.partition(" ")
    if _sign(sign) in legend and _SIGN.fullmatch(sign) and title:
        state = unit.fields.get("status") or legend[_sign(sign)]
        unit = replace(unit, title=title.strip(), fields={**unit.fields, "status": state})
    state = _sign(str(unit.fields.get("status") or ""))
    return replace(unit, fields={**unit.fields, "status": legend[state]}) if state in legend else unit


def _sign(said: str) -> str:
    """A sign or a code as a legend has it: how it is drawn, in colours or not, says nothing."""
    return said.strip(" \u00a0\ufe0e\ufe0f")
