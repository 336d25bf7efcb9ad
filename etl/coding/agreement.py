"""How far two codings of the same units agree: per cent, Cohen's κ, confusion of primary themes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from etl.coding.settle import CodedUnit, same

FIELDS = ("theme-principal", "theme", "engagement", "nature", "funder", "scheme", "period")


@dataclass(frozen=True)
class Agreement:
    """Two codings compared on a field. `kappa` is None where both codings give every unit the same single code."""

    pair: str
    field: str
    units: int
    agreeing: int
    kappa: float | None


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's κ: agreement beyond what the two codings' own frequencies would give by chance."""
    if not pairs:
        return None
    observed = sum(one == other for one, other in pairs) / len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(first[code] * second[code] for code in first) / len(pairs) ** 2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def codings(unit: CodedUnit) -> dict[str, dict[str, list[str]]]:
    """The unit's codings by name: rules, the readings, and the result that was settled from them.

    Where nobody has read, nothing was settled: what stands there is the rules' own proposal, which cannot disagree with
    itself.
    """
    named = {"regles": unit.proposed}
    if any(reading is not None for reading in unit.readings):
        named["arrete"] = {field: unit.values(field) for field in unit.settled}
    for name, reading in zip(("premiere-lecture", "seconde-lecture"), unit.readings, strict=False):
        if reading is not None:
            named[name] = reading
    return named


PAIRS = {
    "lectures": ("premiere-lecture", "seconde-lecture"),
    "regles": ("regles", "arrete"),
    "premiere-lecture": ("premiere-lecture", "arrete"),
    "seconde-lecture": ("seconde-lecture", "arrete"),
}


def agreements(units: Sequence[CodedUnit]) -> list[Agreement]:
    """Every pair of codings on every field, over the units that both coded and somebody has read.

    For fields with several codes a unit agrees where both sets are equal; their κ pools, over units and codes, whether
    each code was given.
    """
    found = []
    for pair, (one, other) in PAIRS.items():
        coded = [named for named in map(codings, units) if one in named and other in named]
        for field in FIELDS if coded else ():
            key = "theme" if field == "theme-principal" else field
            values = [(named[one][key], named[other][key]) for named in coded]
            if field == "theme-principal":
                agreeing = sum(a[:1] == b[:1] for a, b in values)
                score = kappa([(tuple(a[:1]), tuple(b[:1])) for a, b in values])
            else:
                agreeing = sum(same(field, a, b) for a, b in values)
                codes = sorted({code for a, b in values for code in (*a, *b)})
                score = kappa([(code in a, code in b) for a, b in values for code in codes])
            found.append(Agreement(pair, field, len(coded), agreeing, score))
    return found


def theme_confusion(units: Sequence[CodedUnit], pair: str) -> Counter[tuple[str, str]]:
    """How often the first coding of the pair gave one primary theme and the second another (or the same)."""
    one, other = PAIRS[pair]
    return Counter(
        (named[one]["theme"][0], named[other]["theme"][0])
        for named in map(codings, units)
        if one in named and other in named and named[one]["theme"] and named[other]["theme"]
    )
