"""« Axe 1 » of a PDF in type of the text, right above its name in large type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl.readers.lines.headings import heading_level, level_alone
from etl.readers.pdf.blocks import Block, Typed
from etl.readers.text import one_line


def with_numbers(blocks: Sequence[Block], of_actions: int) -> tuple[Block, ...]:
    """The blocks, « Axe 1 » in type of the text one with its name in large type right below it."""
    made: list[Block] = []
    for one in blocks:
        above = made[-1] if made else None
        if (
            isinstance(one, Typed)
            and isinstance(above, Typed)
            and 0 < one.level < of_actions
            and not above.level
            and _is_number(above, one)
        ):
            made[-1] = replace(one, text=f"{above.text} {one.text}", base=above.base)
        else:
            made.append(one)
    return tuple(made)


def _is_number(above: Typed, one: Typed) -> bool:
    """Whether a paragraph says the number, « Axe 1 », of the heading whose name stands below it."""
    is_alone = bool(level_alone(one_line(above.text))) and not heading_level(one_line(one.text))
    return is_alone and above.place == one.place


def is_below_number(blocks: Sequence[Block], at: int) -> bool:
    """Whether the block at a place is the name of the heading whose number stands right above it."""
    above, one = blocks[at - 1] if at else None, blocks[at]
    return isinstance(above, Typed) and isinstance(one, Typed) and _is_number(above, one)
