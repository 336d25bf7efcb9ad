"""What the room said, large enough for it: the dots of a vote, the decisions, the remarks that were kept."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.dossier.model import Dossier
from dashboard.look.formats import count
from dashboard.look.text_width import HEADING, lines
from dashboard.projection.layout import HEIGHT, INNER, SMALLEST, fitted
from dashboard.projection.panels import AROUND, Panel
from dashboard.projection.steps import leads_of, numbers_of
from dashboard.projection.templates import render
from dashboard.seance import register, votes

_LINE, _LABELS, _GAP, _SAID, _BETWEEN = 1.25, 0.4 * INNER, 24, 34, 30
_SIZES = (36, 34, 32, 30, 28)


def of_ballot(seance: str, ballot: int, height: int = HEIGHT) -> Panel | None:
    """The dots of a ballot, item by item and answer by answer, hands told apart; None where there is no such ballot."""
    found = votes.take(seance, ballot)
    if found is None:
        return None
    tally = votes.tally(ballot)
    said = participation(found, tally)
    # Those that most say to take up come first; equal ones stay in the order of the screen.
    items = sorted(found.items, key=lambda item: tuple(-tally.of(item.id)[answer] for answer in votes.ANSWERS))
    most = max((put for item in items for put in tally.of(item.id).values()), default=0)
    has_hands = found.hands is not None

    def heights(size: int) -> list[float]:
        least = size * _LINE + (SMALLEST * _LINE if has_hands else 0)
        return [max(least, lines(item.label, size, _LABELS - _GAP) * size * _LINE) + 18 for item in items]

    fit = fitted(heights, [""] * len(items), height - AROUND - 150, sizes=_SIZES, paged=_SIZES[-1])
    across = (INNER - _LABELS) / len(votes.ANSWERS)
    pages = tuple(
        render(
            "tally.html",
            said=said,
            answers=votes.ANSWERS,
            size=fit.size,
            labels=_LABELS,
            across=across,
            rows=[
                {
                    "item": items[at],
                    "height": fit.heights[at],
                    "cells": [
                        {
                            "dots": tally.of(items[at].id)[answer],
                            "long": 0.6 * across * tally.of(items[at].id)[answer] / (most or 1),
                            "hands": found.raised.get(items[at].id, {}).get(answer, 0) if has_hands else None,
                        }
                        for answer in votes.ANSWERS
                    ],
                }
                for at in range(part.start, part.end)
            ],
        )
        for part in fit.pages
    )
    return Panel(found.question, pages)


def participation(ballot: votes.Ballot, tally: votes.Tally) -> str:
    """How many voted: phones, blank votes among them, and hands."""
    blank = f", dont {count(tally.blank, 'vote blanc', 'votes blancs')}" if tally.blank else ""
    phones = f"{count(tally.voters, 'téléphone a voté', 'téléphones ont voté')}{blank}"
    dots = f"{count(ballot.dots, 'point')} par téléphone"
    hands = f" ; à main levée : {count(ballot.hands, 'personne')}" if ballot.hands is not None else ""
    return f"{phones} ({dots}){hands}. Vote {'ouvert' if ballot.is_open else 'clos'}."


def of_entries(seance: str, dossier: Dossier, kind: str, step: str, height: int = HEIGHT) -> Panel:
    """Decisions of the whole séance, for the room to correct; or the remarks that phones sent of this screen and that
    the facilitator kept."""
    kept = [one for one in register.entries(seance) if one.status == "kept"]
    if kind == "decisions":
        shown = [one for one in kept if one.kind == "decision"]
        return Panel("Décisions", _pages(shown, dossier, "Aucune décision n’est encore notée.", height))
    own = {key for key, lead in leads_of(dossier).items() if lead == step}
    shown = [one for one in kept if one.origin == "telephone" and one.step in own]
    return Panel(
        "Remarques de la salle", _pages(shown, dossier, "Aucune remarque n’est encore retenue sur cet écran.", height)
    )


def _pages(entries: Sequence[register.Entry], dossier: Dossier, empty: str, height: int) -> tuple[str, ...]:
    pages: list[list[tuple[str, str]]] = [[]]
    taken, numbers = 0.0, numbers_of(dossier)
    for entry in entries:
        number = f"Écran {numbers[entry.step]}" if entry.step in numbers else ""
        about = " · ".join(filter(None, (number, entry.who)))
        tall = lines(entry.text, _SAID, INNER, HEADING) * _SAID * _LINE + SMALLEST * _LINE + _BETWEEN
        if pages[-1] and taken + tall > height - AROUND:
            pages.append([])
            taken = 0.0
        taken += tall
        pages[-1].append((entry.text, about))
    return tuple(render("said.html", entries=page, empty=empty) for page in pages)
