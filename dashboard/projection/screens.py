"""One step as it stands on the screen of the room: question, title, chart, one sentence, source, over its pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from markupsafe import Markup

from dashboard import queries
from dashboard.charts.model import chart_of
from dashboard.charts.words import source_line
from dashboard.comparisons.core import COUNT, SHARE, Comparison
from dashboard.dossier import views
from dashboard.dossier.assemble import context_of, known
from dashboard.dossier.assembled import Context, Made, title_of
from dashboard.dossier.model import Entry
from dashboard.look.formats import NO_BREAK, typeset
from dashboard.look.text_width import HEADING, STRONG, lines
from dashboard.projection.charts import drawn
from dashboard.projection.layout import BOTTOM, HEIGHT, HEIGHTS, INNER, SMALLEST, TOP
from dashboard.projection.marks import with_marks
from dashboard.projection.templates import render
from dashboard.selection import Selection

QUESTION, SENTENCE = 28, 30
# Sizes of a title that stands on one line, then on two; longer ones take the last.
TITLES = ((60, 56, 52, 48), (54, 50, 47, 44))
_LINE, _TITLE_LINE, _GAPS = 1.25, 1.16, 46
# The counter of steps stands beside the question.
_COUNTER = 260
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
    `problem` says what of it could not be made."""

    key: str
    question: str
    title: str
    pages: tuple[str, ...]
    territories: tuple[str, ...]
    measure: str
    own_territories: tuple[str, ...]
    problem: str = ""

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
    try:
        comparison = made(entry, override)
    except views.ViewUnknown as error:
        return unmade(entry, str(error))
    reading = entry.reading(known())
    context = replace(context_of(comparison, views.page_of(entry.view), ""), heading=entry.title)
    ignored = f"Laissé de côté, inconnu ici : {', '.join(reading.unknown)}." if reading.unknown else ""
    return Screen(
        entry.key,
        typeset(comparison.question),
        typeset(title_of(comparison, context)),
        tuple(
            pages(
                (comparison, context),
                chosen_in_words(comparison, context, override, reading.selection),
                HEIGHTS[shape],
            )
        ),
        comparison.selection.territories or compared(),
        "part" if comparison.unit == SHARE else "nombre",
        reading.selection.territories or compared(),
        ignored,
    )


def unmade(entry: Entry, said: str) -> Screen:
    """The screen of a step that could not be made, which says why."""
    title = entry.title or (views.VIEWS[entry.view].label if entry.view in views.VIEWS else entry.view)
    page = render("problem.html", title=title, problem=said)
    return Screen(entry.key, "", title, (page,), compared(), "part", compared(), problem=said)


def pages(one: Made, words: str = "", height: int = HEIGHT) -> list[str]:
    """The pages of a view's screen; `words` say what is kept of the data, and stand above the chart."""
    comparison, context = one
    chart = chart_of(comparison)
    title = _held(title_of(comparison, context))
    # Under an author's title stands the finding; else, what is shown. The other goes before the sources.
    sentence = f"{comparison.finding}." if context.heading else comparison.subtitle
    shown = comparison.subtitle if context.heading else ""
    # Without documents, what the figures rest on is in the notes.
    rests_on = " ".join(chart.choice.notes if comparison.sources else chart.notes)
    source = " ".join(filter(None, (shown, rests_on, source_line(chart))))
    taken: float = TOP + BOTTOM + _GAPS
    taken += lines(comparison.question, QUESTION, INNER - _COUNTER) * QUESTION * _LINE
    taken += lines(sentence, SENTENCE, INNER) * SENTENCE * _LINE
    taken += lines(words, QUESTION, INNER, STRONG) * QUESTION * _LINE + 8 if words else 0
    taken += lines(source, SMALLEST, INNER) * SMALLEST * _LINE
    charts = drawn(chart, height - taken - _title_height(title))
    own_titles = len(charts) > 1 and not context.heading
    if own_titles:
        # Titles of pages may be higher than the finding.
        longest = sorted({label for page in charts for label in page.rows}, key=len)[-2:]
        highest = max(_title_height(title), _title_height(_of_rows(comparison, tuple(longest))))
        charts = drawn(chart, height - taken - highest)
    subjects = {label for page in charts for label in page.rows if _names(title, label)} if own_titles else set()
    return [
        render(
            "screen.html",
            question=comparison.question,
            title=said,
            size=title_size(said),
            sentence=with_marks(sentence),
            words=words,
            chart=Markup(page.html),
            empty=comparison.empty if comparison.is_empty else "",
            source=with_marks(source),
        )
        for at, page in enumerate(charts)
        # The finding stands over the rows that it speaks of, the other pages say which rows they show.
        for said in [
            title
            if not own_titles or (subjects <= set(page.rows) and (subjects or not at))
            else _of_rows(comparison, page.rows)
        ]
    ]


def _names(title: str, label: str) -> bool:
    return label.replace(NO_BREAK, " ") in title.replace(NO_BREAK, " ")


def _of_rows(comparison: Comparison, rows: Sequence[str]) -> str:
    """The title of a page: the rows that it shows."""
    first, last = rows[0], rows[-1]
    shown = f"« {first} »" if first == last else f"de « {first} » à « {last} »"
    return _held(typeset(f"{comparison.category.title} : {shown}"))


def _title_height(title: str) -> float:
    size = title_size(title)
    return lines(title, size, INNER, HEADING) * size * _TITLE_LINE


def _held(title: str) -> str:
    """The title, its lines broken neither between a number and what it counts nor within a short name in guillemets."""
    title = re.sub(r"(?<=\d) (?=«)", NO_BREAK, title)
    return re.sub(r"«[^«»]{1,14}»", lambda found: found[0].replace(" ", NO_BREAK), title)


def title_size(title: str) -> int:
    """As large as the title stands on one line, else on two; the smallest where it is longer."""
    fitting = (
        size for most, sizes in enumerate(TITLES, 1) for size in sizes if lines(title, size, INNER, HEADING) <= most
    )
    return next(fitting, TITLES[-1][-1])


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
