"""The minutes of a séance: what every format of a dossier takes, decisions first, each screen as the room saw it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dashboard.dossier import views
from dashboard.dossier.assemble import context_of, gathered_of, known
from dashboard.dossier.assembled import Gathered, Made, Opening
from dashboard.dossier.model import Dossier, Entry, to_file
from dashboard.look.formats import count, long_date
from dashboard.seance import register, votes
from dashboard.selection import Selection

# What a screen shows with what was chosen live: its step's Selection, changed.
Chosen = Callable[[Mapping[str, Any], Selection, bool], Selection]


def gather(
    seance: register.Seance,
    dossier: Dossier,
    chosen: Chosen,
    base: str = "",
    numbers: Mapping[str, int] | None = None,
) -> tuple[Gathered, list[str]]:
    """The minutes, and what of the séance could not be made any more, said in French.

    `numbers` are those of the screens in the room, by their views' keys, where they are not those of the dossier.
    """
    numbers = numbers or {entry.key: number for number, entry in enumerate(dossier.entries, 1)}
    day = datetime.date.today()
    said = [one for one in register.entries(seance.name) if one.status == "kept"]
    ballots = votes.ballots(seance.name)
    entries: list[Made] = []
    problems: list[str] = []
    told: set[str] = set()
    for step, override in screens(seance.name, dossier):
        entry = dossier.entries[dossier.position(step)]
        try:
            comparison = views.comparison(entry.view, _selection(entry, override, chosen))
        except views.ViewUnknown as error:
            problems.append(f"L’écran {numbers[step]} n’a pas pu être refait : {error}")
            continue
        context = context_of(comparison, views.page_of(entry.view), base, day)
        # What was said of a screen stands once, however often it was shown with other choices.
        remarks = "" if step in told else words_of(step, said, ballots)
        told.add(step)
        entries.append((comparison, replace(context, heading=entry.title, note=entry.note, remarks=remarks)))
    gathered = gathered_of(f"Compte rendu : {seance.title}", entries, "", day, to_file(dossier))
    elsewhere = [one for one in said if one.step not in told]
    return replace(gathered, opening=openings(seance, said, elsewhere, ballots, numbers, told)), problems


def screens(name: str, dossier: Dossier) -> list[tuple[str, Mapping[str, Any]]]:
    """The screens that the room looked at, with what was chosen live, in their order; those of which something was
    said or voted are among them even where nobody lingered."""
    seen = [(one.step, one.override) for one in register.shown(name) if dossier.position(one.step) >= 0]
    spoken = [one.step for one in register.entries(name) if one.status == "kept"]
    spoken += [one.step for one in votes.ballots(name)]
    missing = [step for step in dict.fromkeys(spoken) if dossier.position(step) >= 0]
    return seen + [(step, {}) for step in missing if step not in {step for step, _ in seen}]


def _selection(entry: Entry, override: Mapping[str, Any], chosen: Chosen) -> Selection:
    kept = entry.reading(known()).selection
    return chosen(override, kept, views.is_of_territory(entry.view))


def words_of(step: str, said: Sequence[register.Entry], ballots: Sequence[votes.Ballot]) -> str:
    """What was voted and said of a screen, as text: votes first, then each entry under its kind."""
    parts = [ballot_words(one) for one in ballots if one.step == step]
    for kind, label in register.KINDS.items():
        parts += [f"{label}{_by(one)} : {one.text}" for one in said if one.step == step and one.kind == kind]
    return "\n".join(parts)


def ballot_words(ballot: votes.Ballot) -> str:
    """A vote as text: its question, who took part, and the dots of each item that got some."""
    tally = votes.tally(ballot.id)
    blank = f", dont {count(tally.blank, 'blanc')}" if tally.blank else ""
    took_part = f"{count(tally.voters, 'téléphone')}{blank}, {count(ballot.dots, 'point')} chacun"
    told = [f"Vote « {ballot.question} » : {took_part}.", *_put(ballot, tally.dots)]
    if ballot.hands is not None:
        told += [f"À main levée, {count(ballot.hands, 'personne')} :", *_put(ballot, ballot.raised)]
    return "\n".join(told)


def _put(ballot: votes.Ballot, dots: votes.Dots) -> list[str]:
    """A line for each item that got something."""
    told = []
    for item in ballot.items:
        put = dots.get(item.id, {})
        words = [f"{said} {put[answer]}" for answer, said in votes.ANSWERS.items() if put.get(answer)]
        told += [f"• {item.label} : {', '.join(words)}"] if words else []
    return told


def openings(
    seance: register.Seance,
    said: Sequence[register.Entry],
    elsewhere: Sequence[register.Entry],
    ballots: Sequence[votes.Ballot],
    numbers: Mapping[str, int],
    told: set[str],
) -> tuple[Opening, ...]:
    """What minutes say before the screens: when, where and who, the decisions, then what stands on no screen."""
    facts = [f"Date : {date_in_words(seance.held_on)}"]
    facts += [f"Lieu : {seance.place}"] if seance.place else []
    people = "non renseigné" if seance.participants is None else str(seance.participants)
    facts.append(f"Participants : {people}")
    if ballots:
        most = max(votes.tally(one.id).voters for one in ballots)
        facts.append(f"Téléphones au vote le plus suivi : {most}")
    decisions = [f"{one.text}{_where(one, numbers)}{_by(one)}" for one in said if one.kind == "decision"]
    found = [
        Opening("La séance", tuple(facts)),
        Opening("Décisions", tuple(decisions) or ("Aucune décision n’a été notée.",)),
    ]
    for kind in ("verifier", "question"):
        listed = [f"{one.text}{_where(one, numbers)}{_by(one)}" for one in said if one.kind == kind]
        if listed:
            found.append(Opening({"verifier": "À vérifier", "question": "Questions"}[kind], tuple(listed)))
    lost = [f"{register.KINDS[one.kind]}{_by(one)} : {one.text}" for one in elsewhere if one.kind != "decision"]
    lost += [ballot_words(one) for one in ballots if one.step not in told]
    if lost:
        found.append(Opening("Dit d’écrans qui ne sont plus dans le dossier", tuple(lost)))
    return tuple(found)


def date_in_words(held_on: str) -> str:
    """« 28 novembre 2026 »; what is no date stays as it was written."""
    try:
        return long_date(datetime.date.fromisoformat(held_on))
    except ValueError:
        return held_on


def _by(entry: register.Entry) -> str:
    return f" ({entry.who})" if entry.who else ""


def _where(entry: register.Entry, numbers: Mapping[str, int]) -> str:
    return f" [écran {numbers[entry.step]}]" if entry.step in numbers else ""


def day_of(seance: register.Seance) -> datetime.date:
    """The day of the séance; where its date is none, that on which it began."""
    try:
        return datetime.date.fromisoformat(seance.held_on)
    except ValueError:
        return datetime.date.fromtimestamp(seance.begun)
