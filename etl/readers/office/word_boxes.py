"""Boxes of text that stand beside the paragraphs of a Word document: titles, fields of actions, and what is apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.document import Document
from lxml import etree

from etl.readers.fields.columns import NO_FIELDS, field_of
from etl.readers.fields.labelled import known_in
from etl.readers.lines.titles import ACTION_LABEL, parted
from etl.readers.model import FileLine, Place
from etl.readers.office.word_text import W, text_of
from etl.readers.text import one_line

_BOX = f"{W}txbxContent"
# Fields that a box says at least where it is of an action: a page may have one that names who wrote it.
_FEWEST_FIELDS = 2


def lines_apart(document: Document) -> Iterator[FileLine]:
    """The paragraphs of notes, and of boxes that say no fields; a box is written twice, for older programs."""
    roots = [document.element.body]
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.rsplit("/", 1)[-1] in ("footnotes", "endnotes"):
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            try:
                roots.append(etree.fromstring(relation.target_part.blob, parser))
            except etree.XMLSyntaxError:
                # Damaged notes keep nobody from the plan.
                continue
    said: set[str] = set()
    for at, root in enumerate(roots):
        for element in root.iter(f"{W}p"):
            box = next(element.iterancestors(_BOX), None)
            if at == 0 and (box is None or _says_fields(_lines(box))):
                continue
            text = one_line(text_of(element))
            if text and text not in said and not says_action(text):
                said.add(text)
                yield FileLine(text, Place(), is_apart=True)


def titles_in_boxes(paragraph: Any) -> Iterator[str]:
    """What a box at a paragraph says of the action that begins there."""
    for lines in dict.fromkeys(_boxes(paragraph)):
        title = lines[0] if _says_fields(lines) else one_line(" ".join(lines))
        if says_action(title):
            yield one_line(title)


def fields_in_boxes(paragraph: Any) -> Iterator[str]:
    """The lines of the boxes at a paragraph that say fields of the action that it is of."""
    for lines in dict.fromkeys(_boxes(paragraph)):
        if _says_fields(lines):
            yield from lines[says_action(lines[0]) :]


def says_action(text: str) -> bool:
    return bool(ACTION_LABEL.match(parted(text)[0]))


def _boxes(paragraph: Any) -> Iterator[tuple[str, ...]]:
    """The lines of each box at a paragraph, once as newer programs and once as older ones have it."""
    return map(_lines, paragraph.iter(_BOX))


def _lines(box: Any) -> tuple[str, ...]:
    return tuple(filter(str.strip, (line for one in box.iter(f"{W}p") for line in text_of(one).split("\n"))))


def _says_fields(lines: tuple[str, ...]) -> bool:
    """Whether lines are « Pilote : … », or labels above their values, below the title of an action or alone."""
    return len({known_in(line) or field_of(line) for line in lines} - {"", *NO_FIELDS}) >= _FEWEST_FIELDS
