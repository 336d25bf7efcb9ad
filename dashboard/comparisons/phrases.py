"""Phrases that the sentences of claims share: counts, lists, places. Nothing is computed here but words."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.comparisons.claims import Part, Subject
from dashboard.look.formats import count, integer, listed
from dashboard.selection import Selection

# Lines of a document beyond these are left out.
_LINES = 6


def quoted(subjects: Sequence[Subject], last: str = "et") -> str:
    """« A », « B » et « C »."""
    return listed([f"« {subject.label} »" for subject in subjects], last)


def at_lines(lines: Sequence[int]) -> str:
    """« ligne 12 », « lignes 12, 40 et 41 », « lignes 12, 40… (9 en tout) »."""
    if len(lines) > _LINES:
        return f"lignes {', '.join(map(str, lines[:_LINES]))}… ({integer(len(lines))} en tout)"
    return f"{'ligne' if len(lines) == 1 else 'lignes'} {listed([str(line) for line in lines])}"


def documents_of(number: int, of: int) -> str:
    """« de 4 documents », « de 2 documents sur 4 », « d’un seul document », « d’un seul document sur 4 »."""
    some = "d’un seul document" if number == 1 else f"de {count(number, 'document')}"
    return some if number == of else f"{some} sur {integer(of)}"


def in_documents(number: int, of: int) -> str:
    """« dans les 4 documents », « dans 2 documents sur 4 », « dans un seul document sur 4 »."""
    if number == of:
        return "dans ce document" if of == 1 else f"dans les {count(of, 'document')}"
    return f"dans {'un seul document' if number == 1 else count(number, 'document')} sur {integer(of)}"


def among_kept(selection: Selection) -> str:
    """What counts are of, where filters other than territories and themes keep some actions only."""
    return "parmi les actions retenues, " if set(selection.filters) - {"territories", "themes"} else ""


def of_chosen(selection: Selection, field: str) -> str:
    """« parmi ceux choisis », where the reader chose some of what is counted: the actions kept may name others too."""
    chosen = selection.themes if field == "themes" else selection.schemes if field == "schemes" else (
        *selection.funders, *selection.levels
    )  # fmt: skip
    return " parmi ceux choisis" if chosen else ""


def after(among: str, text: str) -> str:
    told = among + text
    return told[:1].upper() + told[1:]


def of_how_many(part: Part) -> str:
    """« 6 actions sur 72 », « aucune action sur 22 »."""
    number = count(part.actions, "action") if part.actions else "aucune action"
    return f"{number} sur {integer(part.total)}"


def briefly(part: Part) -> str:
    return f"{integer(part.actions) if part.actions else 'aucune'} sur {integer(part.total)}"


def is_many(number: int) -> bool:
    return number >= 2


def kept(selection: Selection, number: int) -> str:
    """« retenues », where filters leave actions out."""
    filtered = set(selection.filters) - {"territories"}
    return ("", " retenue", " retenues")[bool(filtered) * (1 + is_many(number))]


def to_subject(subject: Subject) -> str:
    return f"{'à la rubrique' if subject.field == 'areas' else 'au thème'} « {subject.label} »"


def roles(selection: Selection) -> str:
    """As what a body is named, one that an action only envisages included, whatever its role."""
    return f"financeur{', signataire ou partenaire' if selection.with_partners else ' ou signataire'}, même envisagé"
