"""A PDF whose actions are numbered lines in type of the text, as a letter has them below its headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from etl.readers.model import FileLine, PlanRead
from etl.readers.pdf.blocks import Block, Typed
from etl.readers.text import one_line
from etl.readers.texts.plain_lines import BY_SIGNS, read_lines


def numbered_lines(blocks: Sequence[Block], facts: Mapping[str, str]) -> PlanRead | None:
    """The plan of paragraphs that their numbers tell, each under the headings above it; None where they tell none."""
    paragraphs = [one for one in blocks if isinstance(one, Typed) and one.text.strip()]
    lines = [FileLine(one_line(one.text), one.place) for one in paragraphs]
    known = {at: one.level for at, one in enumerate(paragraphs, 1) if one.level}
    found = read_lines(lines, "texte d’un PDF", known)
    # Bullets alone tell too little there: what is drawn has them too.
    if found is None or any(doubt.why == BY_SIGNS for doubt in found.doubts):
        return None
    return PlanRead(found.shape, {**found.facts, **facts}, found.units, found.doubts)
