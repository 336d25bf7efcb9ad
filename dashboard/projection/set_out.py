"""A screen set out over its pages: question, title, sentence, chart, sources, each with the room that it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from dashboard.charts.model import Chart, chart_of
from dashboard.charts.words import source_line
from dashboard.comparisons.core import Comparison
from dashboard.dossier.assembled import Context, title_of
from dashboard.look.formats import NO_BREAK, typeset
from dashboard.look.text_width import HEADING, STRONG, lines
from dashboard.projection.charts import drawn
from dashboard.projection.layout import BOTTOM, HEIGHT, INNER, SMALLEST, TOP, Page
from dashboard.projection.marks import with_marks
from dashboard.projection.templates import render

QUESTION, SENTENCE = 28, 30
# Sizes of a title that stands on one line, then on two; longer ones take the last.
TITLES = ((60, 56, 52, 48), (54, 50, 47, 44))
_LINE, _TITLE_LINE, _GAPS = 1.25, 1.16, 46
# The counter of steps stands beside the question.
_COUNTER = 260
# Between two steps of one screen; what each keeps free for what is chosen in the room, on one line.
_BETWEEN, _CHOSEN = 36, QUESTION * _LINE + 8


@dataclass(frozen=True)
class Told:
    """What a screen says: a Comparison with what its author says, and `words` on what was kept of the data."""

    comparison: Comparison
    context: Context
    words: str = ""

    @cached_property
    def chart(self) -> Chart:
        return chart_of(self.comparison)

    @property
    def title(self) -> str:
        return _held(title_of(self.comparison, self.context))

    @property
    def sentence(self) -> str:
        """Under an author's title stands the finding; else, what is shown. The other goes before the sources."""
        return f"{self.comparison.finding}." if self.context.heading else self.comparison.subtitle

    @cached_property
    def source(self) -> str:
        shown = self.comparison.subtitle if self.context.heading else ""
        # Without documents, what the figures rest on is in the notes.
        rests_on = " ".join(self.chart.choice.notes if self.comparison.sources else self.chart.notes)
        return " ".join(filter(None, (shown, rests_on, source_line(self.chart))))

    @cached_property
    def beside_title(self) -> float:
        """The height of all that stands around the chart, title apart."""
        taken: float = _GAPS
        taken += lines(self.comparison.question, QUESTION, INNER - _COUNTER) * QUESTION * _LINE
        taken += lines(self.sentence, SENTENCE, INNER) * SENTENCE * _LINE
        taken += lines(self.words, QUESTION, INNER, STRONG) * QUESTION * _LINE + 8 if self.words else 0
        return taken + lines(self.source, SMALLEST, INNER) * SMALLEST * _LINE

    @property
    def around(self) -> float:
        """The height of all that stands around the chart."""
        return self.beside_title + _title_height(self.title)

    def said(self, page: Page, title: str) -> dict[str, object]:
        """What the template says of this page of the chart, under this title."""
        return {
            "question": self.comparison.question,
            "title": title,
            "size": title_size(title),
            "sentence": with_marks(self.sentence),
            "words": self.words,
            "chart": Markup(page.html),
            "empty": self.comparison.empty if self.comparison.is_empty else "",
            "source": with_marks(self.source),
        }


def pages(told: Told, height: int = HEIGHT) -> list[str]:
    """The pages of a step's screen."""
    title, comparison = told.title, told.comparison
    available = height - TOP - BOTTOM - told.beside_title
    charts = drawn(told.chart, available - _title_height(title))
    own_titles = len(charts) > 1 and not told.context.heading
    if own_titles:
        # Titles of pages may be higher than the finding.
        longest = sorted({label for page in charts for label in page.rows}, key=len)[-2:]
        charts = drawn(
            told.chart, available - max(_title_height(title), _title_height(_of_rows(comparison, tuple(longest))))
        )
    subjects = {label for page in charts for label in page.rows if _names(title, label)} if own_titles else set()
    return [
        render("screen.html", parts=[told.said(page, said)], heights=[])
        for at, page in enumerate(charts)
        # The finding stands over the rows that it speaks of, the other pages say which rows they show.
        for said in [
            title
            if not own_titles or (subjects <= set(page.rows) and (subjects or not at))
            else _of_rows(comparison, page.rows)
        ]
    ]


def joined_page(parts: Sequence[Told], height: int) -> str | None:
    """Steps one under the other on one page; None where one of them does not stand whole in its share of it."""
    free = height - TOP - BOTTOM - _BETWEEN * (len(parts) - 1) - sum(part.around for part in parts)
    charts = [drawn(part.chart, free / len(parts)) for part in parts] if parts and free > 0 else []
    if not charts or any(len(one) > 1 for one in charts):
        return None
    return render(
        "screen.html",
        parts=[part.said(one[0], part.title) for part, one in zip(parts, charts, strict=True)],
        heights=[part.around + free / len(parts) for part in parts],
    )


def stand_together(parts: Iterable[tuple[Told, float]], height: int = HEIGHT) -> bool:
    """Whether steps whose charts need these heights stand one under the other, whatever is chosen in the room."""
    taken = sum(told.around + _CHOSEN + need + _BETWEEN for told, need in parts)
    return taken - _BETWEEN <= height - TOP - BOTTOM


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
