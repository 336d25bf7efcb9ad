"""Faults of a printed numbering: a number used twice, a number at odds with the heading above, a gap in a series."""

from __future__ import annotations

from etl.models import Cut, Fault, Heading

_LONGEST = 4


def numbering_faults(cut: Cut) -> list[Fault]:
    """Faults in the order of the document; explanations in French, for the method page."""
    faults: list[Fault] = []
    first_lines: dict[tuple[int, str], int] = {}
    for heading in cut.headings:
        if heading.number is None:
            continue
        if "." in heading.number:
            faults += _duplicate(heading, first_lines)
            faults += _under_another_number(cut, heading)
        elif _counts(heading.number):
            faults += _gap(cut, heading)
    return faults


def _counts(number: str | None) -> bool:
    """Whether it is one of a series: « ² » is a digit and no number, a reference of twelve digits counts nothing."""
    return number is not None and number.isascii() and number.isdigit() and len(number) <= _LONGEST


def _duplicate(heading: Heading, first_lines: dict[tuple[int, str], int]) -> list[Fault]:
    key = (heading.level, str(heading.number))
    if key not in first_lines:
        first_lines[key] = heading.line
        return []
    return [
        Fault(
            heading.line,
            "numero-double",
            heading.label,
            f"Le numéro {heading.number} est imprimé deux fois : ligne {first_lines[key]}, puis ici.",
        )
    ]


def _under_another_number(cut: Cut, heading: Heading) -> list[Fault]:
    """`3.1.3` belongs under pillar 3, objective 1: compare with the numbers printed above it."""
    above: list[str] = []
    at = heading.parent
    while at is not None:
        if cut.headings[at].number:
            above.insert(0, str(cut.headings[at].number))
        at = cut.headings[at].parent
    printed = str(heading.number).split(".")[: len(above)]
    if not above or printed == above:
        return []
    return [
        Fault(
            heading.line,
            "numero-deplace",
            heading.label,
            f"Le numéro {heading.number} est imprimé sous « {'.'.join(above)} » : "
            "l’objectif est gardé là où le document le place.",
        )
    ]


def _gap(cut: Cut, heading: Heading) -> list[Fault]:
    before = [
        int(str(other.number))
        for other in cut.headings
        if other.parent == heading.parent
        and other.level == heading.level
        and other.line < heading.line
        and _counts(other.number)
    ]
    number = int(str(heading.number))
    missing = range(max(before, default=0) + 1, number)
    if not missing:
        return []
    names = f"{missing[0]} à {missing[-1]}" if len(missing) > 2 else " et ".join(map(str, missing))
    return [
        Fault(
            heading.line,
            "numero-absent",
            heading.label,
            f"La série des titres passe de {max(before, default=0)} à {number} : "
            + (f"les titres {names} manquent." if len(missing) > 1 else f"le titre {names} manque."),
        )
    ]
