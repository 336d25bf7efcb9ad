"""Slides before those of actions that say little but a title: headings of what follows that do not say so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from etl.readers.fields.columns import field_of
from etl.readers.lines.headings import heading_level
from etl.readers.lines.over_actions import is_short, may_head, named_alike
from etl.readers.model import Doubt, Place
from etl.readers.office.slide_shapes import Slide
from etl.readers.text import one_line

# Of what may stand below the title, a few words; how many such slides part a presentation.
_LONGEST_BELOW, _FEWEST = 80, 2
_BY_PLACE = (
    "Cette diapositive, qui n’a guère que son titre avant une action, est prise pour le titre de ce qui suit, et ses "
    "pareilles aussi : vérifier."
)


def with_sections(slides: Sequence[Slide], is_action: Callable[[Slide], bool]) -> tuple[list[Slide], tuple[Doubt, ...]]:
    """The slides, those told to stand over what follows that have a title and little else right before an action, and
    this told; all as they are where only one does: it is the title of the whole."""
    actions = [is_action(slide) for slide in slides]
    before = [at for at, slide in enumerate(slides[:-1]) if actions[at + 1] and not actions[at] and _is_bare(slide)]
    found = {at for at in before if may_head(slides[at].title)}
    if len({slides[at].title for at in found}) < _FEWEST:
        return list(slides), ()
    labels = [at for at in before if field_of(slides[at].title)]
    found |= set(named_alike(labels, found, [slide.title for slide in slides]))
    told = Doubt(Place(slide=slides[min(found)].number), _BY_PLACE)
    return [replace(slide, is_over=True) if at in found else slide for at, slide in enumerate(slides)], (told,)


def _is_bare(slide: Slide) -> bool:
    """Whether a slide says little but a title that names something: « Se déplacer autrement »."""
    below = one_line(" ".join(" ".join(box) for box in slide.boxes))
    has_little = not (slide.tables or slide.cards) and len(below) <= _LONGEST_BELOW and ":" not in below
    return has_little and bool(slide.title) and is_short(slide.title) and not heading_level(slide.title)
