"""One step as it stands on the screen of the room: question, title, chart, one sentence, source, over its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from dashboard import queries
from dashboard.charts.model import Chart
from dashboard.comparisons.core import COUNT, SHARE, Comparison
from dashboard.dossier import views
from dashboard.dossier.assemble import context_of, known
from dashboard.dossier.assembled import Context, title_of
from dashboard.dossier.model import Entry
from dashboard.look.formats import typeset
from dashboard.projection.layout import HEIGHTS
from dashboard.projection.set_out import Told, joined_page, pages
from dashboard.projection.steps import Joined
from dashboard.projection.templates import render
from dashboard.selection import Selection

WIDE = "16:9"
MEASURES = {"part": "part des actions", "nombre": "nombre d’actions"}


@dataclass(frozen=True)
class Override:
    """What was chosen in the room for all steps; what is empty, or None, leaves each step as it was kept."""

    theme: str = ""
    territories: tuple[str, ...] | None = None
    measure: str = ""

    def __bool__(self) -> bool:
        return self != Override()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def over(self, selection: Selection) -> Selection:
        changes: dict[str, object] = {}
        if self.theme:
            changes["themes"] = (self.theme,)
        if self.territories is not None:
            changes["territories"] = () if set(self.territories) == set(compared()) else self.territories
        if self.measure:
            changes["measure"] = self.measure
        return selection.but(**changes)


@dataclass(frozen=True)
class Screen:
    """A step, made. `territories` and `measure` are those that it shows, `own_territories` those of its dossier;
    `problem` says what of it could not be made, all of it where it `is_unmade`."""

    key: str
    question: str
    title: str
    pages: tuple[str, ...]
    territories: tuple[str, ...]
    measure: str
    own_territories: tuple[str, ...]
    problem: str = ""
    is_unmade: bool = False

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def compared() -> tuple[str, ...]:
    """The territories that are compared, in their order."""
    table = queries.territories()
    return tuple(table[table["is_compared"]]["territory_id"])


def made(entry: Entry, override: Override) -> Comparison:
    """The Comparison of a step with what was chosen in the room.

    Raises:
        ViewUnknown: there is none.
    """
    kept = entry.reading(known()).selection
    return views.comparison(entry.view, _chosen(override, kept, views.is_of_territory(entry.view)))


def notes_of(chart: Chart) -> tuple[str, ...]:
    """The caveats of a chart as the room and its phones see it, whose cells bear one count."""
    return tuple(note for note in chart.notes if note != chart.comparison.beside_note)


def over(told: Mapping[str, Any], kept: Selection, is_of_territory: bool) -> Selection:
    """A step's Selection with what was chosen in the room, as its register has it."""
    chosen = told.get("territories")
    override = Override(
        str(told.get("theme") or ""),
        tuple(map(str, chosen)) if isinstance(chosen, list) else None,
        str(told.get("measure") or ""),
    )
    return _chosen(override, kept, is_of_territory)


def _chosen(override: Override, kept: Selection, is_of_territory: bool) -> Selection:
    chosen = override.over(kept)
    return chosen.but(territories=kept.territories) if is_of_territory else chosen


def screen(entry: Entry, override: Override, shape: str = WIDE) -> Screen:
    """A step, made for a screen of this shape; what cannot be made says so on its screen."""
    if isinstance(entry, Joined):
        return _joined(entry, override, shape)
    try:
        comparison = made(entry, override)
    except views.ViewUnknown as error:
        return unmade(entry, str(error))
    reading = entry.reading(known())
    told = told_of(entry, comparison, override)
    ignored = f"Laissé de côté, inconnu ici : {', '.join(reading.unknown)}." if reading.unknown else ""
    return Screen(
        entry.key,
        typeset(comparison.question),
        typeset(title_of(comparison, told.context)),
        tuple(pages(told, HEIGHTS[shape])),
        comparison.selection.territories or compared(),
        "part" if comparison.unit == SHARE else "nombre",
        reading.selection.territories or compared(),
        ignored,
    )


def told_of(entry: Entry, comparison: Comparison, override: Override) -> Told:
    """All that the screen of a step says."""
    context = replace(context_of(comparison, views.page_of(entry.view), ""), heading=entry.title)
    kept = entry.reading(known()).selection
    return Told(comparison, context, chosen_in_words(comparison, context, override, kept))


def _joined(entry: Joined, override: Override, shape: str) -> Screen:
    """Steps that are one screen: one under the other where each stands whole, else page by page, as what was chosen in
    the room may need it. What cannot be made any more has its page, which says so."""
    shown = [screen(part, override, shape) for part in entry.parts]
    good = [
        told_of(part, made(part, override), override)
        for part, one in zip(entry.parts, shown, strict=True)
        if not one.is_unmade
    ]
    page = joined_page(good, HEIGHTS[shape])
    if page is None:
        every = [page for one in shown for page in one.pages]
    else:
        every = [page, *(page for one in shown if one.is_unmade for page in one.pages)]
    first = next((one for one in shown if not one.is_unmade), shown[0])
    return replace(
        first,
        key=entry.key,
        title=" ".join(one.title for one in shown),
        pages=tuple(every),
        problem=" ".join(one.problem for one in shown if one.problem),
    )


def unmade(entry: Entry, said: str) -> Screen:
    """The screen of a step that could not be made, which says why."""
    title = entry.title or (views.VIEWS[entry.view].label if entry.view in views.VIEWS else entry.view)
    page = render("problem.html", title=title, problem=said)
    return Screen(entry.key, "", title, (page,), compared(), "part", compared(), said, is_unmade=True)


def chosen_in_words(comparison: Comparison, context: Context, override: Override, kept: Selection) -> str:
    """What was chosen in the room where the step (`kept`) does not show it by itself, what it keeps of the data, and
    what was chosen to no effect here."""
    shown, asked = comparison.selection, override.over(Selection())
    chosen, idle, own = [], [], shown
    if override.theme:
        if shown.themes != asked.themes:
            idle.append(_label("themes", override.theme))
        elif kept.themes != asked.themes:
            chosen.append(views.in_words(Selection(themes=asked.themes)))
            own = own.but(themes=())
    if override.territories is not None:
        if shown.territories != asked.territories:
            idle.append("territoires")
        elif set(kept.territories or compared()) != set(asked.territories or compared()):
            chosen.append(views.in_words(Selection(territories=asked.territories)) or "tous les territoires comparés")
            own = own.but(territories=())
    if override.measure:
        if comparison.unit != (SHARE if override.measure == "part" else COUNT):
            idle.append(MEASURES[override.measure])
        elif kept.measure != override.measure:
            chosen.append(f"mesure : {MEASURES[override.measure]}")
    said = [
        f"Choisi en séance : {' ; '.join(chosen)}" if chosen else "",
        views.in_words(own) if chosen else context.filters,
        f"Sans effet sur cet écran : {', '.join(idle)}" if idle else "",
    ]
    return " · ".join(text[:1].upper() + text[1:] for text in said if text)


def _label(field: str, value: str) -> str:
    catalogue = queries.catalogue()
    labels: Sequence[str] = catalogue[(catalogue["field"] == field) & (catalogue["value"] == value)]["label"].tolist()
    return labels[0] if labels else value
