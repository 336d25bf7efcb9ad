"""Questions that a first visitor can ask, each of which opens the right view already set."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.page_registry import ACTIONS, CALENDAR, FACE_TO_FACE, FUNDING, SCHEMES, Page
from dashboard.selection import Selection


@dataclass(frozen=True)
class Question:
    """A question in plain French, the page that answers it, and how that page is set."""

    text: str
    page: Page
    selection: Selection

    @property
    def url(self) -> str:
        return self.selection.url(self.page.address)


QUESTIONS = (
    Question(
        "Quels documents nomment un contrat local de santé, et où en est-il ?",
        SCHEMES,
        Selection(schemes=("cls",)),
    ),
    Question("Que prévoit-on pour le vélo ?", ACTIONS, Selection(words="vélo")),
    Question("Quelles actions nomment LEADER ?", ACTIONS, Selection(schemes=("leader",))),
    Question(
        "Quels dispositifs du patrimoine le document de Cahors nomme-t-il, et non celui de Midi-Quercy ?",
        FACE_TO_FACE,
        Selection(territories=("midi-quercy", "cahors"), themes=("culture-patrimoine",), lens="dispositifs"),
    ),
    Question("Qui paie, et que ne dit-on pas ?", FUNDING, Selection()),
    Question("Quelles actions courent jusqu’après 2020 ?", CALENDAR, Selection()),
)
