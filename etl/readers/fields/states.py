"""States that say that an action is not, or no longer, pursued: no degree of commitment says so, and it is told."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.readers.model import Doubt, PlanRead
from etl.readers.text import PICTURES
from etl.text import fold

_DROPPED = re.compile(
    r"(?:action |operation |projet )?(?:abandon\w*|annul\w*|suspen\w*|report\w*|ajourn\w*|gel\w*|arret\w*|interromp\w*|"
    r"en (?:pause|suspens|sommeil|arret)|a l'arret|sans suite|"
    r"non (?:realis|reten|poursuiv|mise? en)\w*|pas (?:realis|reten)\w*|supprim\w*|caduque?s?|obsolete?s?)\b.*",
    re.DOTALL,
)
# The same of any words that speak of an action: its calendar, another state before it.
GIVEN_UP = re.compile(
    r"\b(?:abandon\w*|annul\w*|suspen\w*|gele\w*|stopp\w*|sans suite|sine die|en pause|caduque?s?)(?!\w)"
)
# « Terminée : abandonnée », « En cours (suspendu) »: given up behind what it was.
_DROPPED_BEHIND = re.compile(r"(?<!non )(?<!pas )\b(?:abandon\w*|annul(?:e|ation)\w*|suspendu\w*|sans suite)\W*$")
_TOLD = (
    "Son état dit « {} » : aucun degré d’engagement ne le dit. La laisser de côté si elle n’est plus du plan, "
    "sinon relire son engagement."
)
_LONGEST = 60
# Pictures, arrows, discs and ticks; boxes stand beside all the words that they choose from.
SIGN = rf"[{PICTURES}\u2190-\u21ff\u2300-\u23ff\u25a2-\u25fa✅✓-✗\u2b00-\u2b1a\u2b1d-\u2bff][\ufe0e\ufe0f]?"
# « ◐ En cours », « EC = en cours »: of several signs, one is chosen elsewhere.
_SIGNED = re.compile(rf"\s*(?:{SIGN}|\w{{1,3}} =)\s*(?P<words>\w(?:(?!{SIGN}|[☐☑☒□■]).)*)", re.DOTALL)

# « En cours », « À lancer », « Réalisée à 80 % », behind a gauge or alone.
_STATE = re.compile(
    r"\W*(?:en (?:cours|projet|attente|reflexion|continu|pause)|a (?:lancer|venir|l'etude|engager|demarrer|poursuivre)|"
    r"(?:non |pas )?(?:lanc|realis|engag|termin|achev|prevu|planifi|demarr|abandonn|finalis|sold)\w*)\b.*",
    re.DOTALL,
)


def says_state(said: str) -> bool:
    """Whether short words say how far an action is."""
    return len(said) <= _LONGEST and bool(_STATE.fullmatch(fold(said)))


def unsigned(said: str) -> str:
    """The words of a state behind its only sign: « ◐ En cours »."""
    match = _SIGNED.fullmatch(said)
    return match["words"] if match else said


def doubted_states(found: PlanRead) -> PlanRead:
    """What was read, with a doubt for each action that its state says to be given up, put off or not done."""
    doubts = []
    for unit in found.units:
        said = " ".join(str(unit.fields.get("status") or "").split())
        words = fold(unsigned(said))
        if _DROPPED.fullmatch(words) or _DROPPED_BEHIND.search(words):
            doubts.append(Doubt(unit.place, _TOLD.format(said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…")))
    return replace(found, doubts=(*found.doubts, *doubts)) if doubts else found
