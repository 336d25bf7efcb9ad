"""A presentation cut into units: a slide an action, its fields as lines, in a table or in boxes side by side. Hidden
slides, speaker's notes, and what stands on many slides alike are left out."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pptx

from etl.readers.fiches.blocks import OpenUnit
from etl.readers.fiches.tables import AIM, with_aims
from etl.readers.fields.columns import LEVELS, NO_FIELDS, field_of, plain
from etl.readers.fields.labelled import FIELD, bracketed, field_said, keep, known_in, labelled_by_tab, parts_of
from etl.readers.lines.diagrams import told_in_slides
from etl.readers.lines.headings import heading_level
from etl.readers.lines.titles import ACTION_LABEL, has_code, parted, title_of
from etl.readers.lines.unit_words import UnitWord, unit_word
from etl.readers.model import Doubt, Place, PlanRead, PlanRefused, PlanUnit
from etl.readers.office.slide_cards import (
    BULLET,
    fielded_boxes,
    labelled_items,
    labelled_parts,
    named_by,
    pairs_of,
    titled_boxes,
    without_paying,
)
from etl.readers.office.slide_sections import with_sections
from etl.readers.office.slide_shapes import Slide, is_shown, slide_of
from etl.readers.packages import checked_package, or_refused
from etl.readers.tables.cut import read_grids
from etl.readers.tables.fuller import fuller
from etl.readers.text import one_line

_PART = re.compile(r"\s*(?:\(\d+\s*/\s*\d+\)|\(suite\)|[–—-]\s*suite)\s*$", re.I)
_WAY = re.compile(r"\s*[›>»]\s*")
# A box that stands on so many slides is their head or foot.
_OFTEN = 3
# What fields list, a paragraph an item.
_LISTS = ("partners", "funders", "funding_text", "indicators")
# The level of the title of a slide over its actions: below all that say theirs.
_OF_SLIDE = 9
# Fields that make a slide an action where none says that it is one.
_FEWEST_FIELDS = 2
_LONGEST_TITLE = 200
# The number of an action, and an action that a slide only lists by its own.
_NUMBER = re.compile(r"\d+(?:\.\d+)+")
_NUMBERED = re.compile(r"(?P<number>\d+(?:\.\d+)+)\s*[–—:-]\s+(?P<title>\S.*)")
_FEWEST_LISTED = 2


def read_slides(content: bytes) -> PlanRead:
    """The plan of a PPTX.

    Raises:
        PlanRefused: it is none, is damaged, or holds no action.
    """
    checked_package(content, "fichier de présentation")
    with or_refused("Cette présentation ne se lit pas : l’enregistrer à nouveau en .pptx."):
        presentation = pptx.Presentation(io.BytesIO(content))
        high = presentation.slide_height or 0
        shown = [(number, one) for number, one in enumerate(presentation.slides, 1) if is_shown(one)]
        slides = [slide_of(number, one, high) for number, one in shown]
        if any(slide.cards for slide in slides):
            # Where a list of several actions is one, so is that of a single one.
            slides = [slide_of(number, one, high, fewest=1) for number, one in shown]
    word = unit_word([text for slide in slides for text in (slide.title, *(one for box in slide.boxes for one in box))])
    if len({slide.band for slide in slides}) < 3:
        # The one that all slides have is that of the document.
        slides = [
            replace(slide, boxes=(*slide.boxes, (slide.band,)), band="") if slide.band else slide for slide in slides
        ]
    plain, slides = slides, [_marked(slide, word) for slide in slides]
    often = Counter(one_line(" ".join(box)) for slide in slides for box in slide.boxes)
    feet = {text for text, times in often.items() if times > len(slides) / 2 and times >= _OFTEN}
    parts = [part for whole in slides for part in _parts(whole)]
    numbers = {number[0] for part in parts if (number := _NUMBER.search(parted(part.title)[0]))}
    takes_titles = not _say_actions(parts)
    cut = _Cut({text for text, times in often.items() if times >= _OFTEN}, feet, numbers, takes_titles)
    parts, doubts = with_sections(parts, lambda one: _is_action(one, takes_titles))
    for slide in parts:
        cut.take(slide)
    facts = {"diapositives": str(len(slides))}
    units = with_aims([one.unit(is_parted=False) for one in cut.units], [one.aim for one in cut.units])
    found = PlanRead("diapositives", facts, tuple(units), doubts)
    found = fuller(found, _tables(slides))
    if not found.units:
        found = _lists(slides, found)
    if not found.units:
        raise PlanRefused(
            "Aucune action n’est reconnue : des diapositives « Action 1 – … », un tableau d’actions ou des puces sous "
            "« Axe 1 – … » les diraient."
        )
    found = word.told_in(found)
    lines = tuple(line for slide in plain for line in slide.lines())
    return replace(found, doubts=(*found.doubts, *told_in_slides(presentation)), lines=lines)


def _marked(slide: Slide, word: UnitWord) -> Slide:
    boxes = tuple(tuple(map(word.marked, box)) for box in slide.boxes)
    return replace(slide, title=word.marked(slide.title), boxes=boxes)


def _paths(slides: Sequence[Slide]) -> Iterator[tuple[Slide, tuple[str, ...]]]:
    """Each slide with the headings that it stands under, its own title the last where it is one: so are those of tables
    of which several have their own."""
    above: list[tuple[int, str]] = []
    over = {_PART.sub("", slide.title) for slide in slides if slide.tables} - {""}
    for slide in slides:
        said = _PART.sub("", slide.title)
        level = heading_level(said) or (_OF_SLIDE if said in over and len(over) > 1 else 0)
        if level:
            above = [*(one for one in above if one[0] < level), (level, said)]
        yield slide, tuple(text for _, text in above)


def _tables(slides: Sequence[Slide]) -> PlanRead | None:
    """The plan of the tables of actions, each under the title of its slide where that is a heading."""
    above = {grid.name: path for slide, path in _paths(slides) for grid in slide.tables}
    try:
        grids = [grid for slide in slides for grid in slide.tables]
        return read_grids(grids, "tableau", lambda grid: above[grid.name], "tableau d’actions de diapositives")
    except PlanRefused:
        # It may still hold slides that are actions.
        return None


def _lists(slides: Sequence[Slide], found: PlanRead) -> PlanRead:
    """The plan whose actions are the paragraphs below slides titled « Axe 1 – … » or « Objectif 1.2 : … »."""
    units: list[PlanUnit] = []
    doubts: list[Doubt] = []
    for slide, path in _paths(slides):
        if not heading_level(slide.title):
            continue
        place, begins = Place(slide=slide.number), len(units)
        listed = [*labelled_items(one for box in slide.boxes for one in _listed(box))]
        for above, label, text in listed:
            match = FIELD.fullmatch(text)
            known = field_said(match["name"], match["value"]) if match else ""
            if match and known and known not in NO_FIELDS and len(units) > begins:
                # What an item says of the one above it.
                own = dict(units[-1].fields)
                keep(own, known, match["name"], match["value"])
                units[-1] = replace(units[-1], fields=own)
            else:
                units.append(PlanUnit(title_of(text), place, label, (*path, *above), text))
        if listed:
            doubts.append(Doubt(place, "Les puces de cette diapositive sont prises pour des actions."))
    return replace(found, units=tuple(units), doubts=tuple(doubts))


def _listed(box: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The items of a box with the heading above them: its first line, where that says « Objectif : … », or where the
    others alone have bullets."""
    match = FIELD.fullmatch(box[0]) if len(box) > 1 else None
    have_bullets = [bool(BULLET.match(text)) for text in box]
    is_headed = bool(match and field_of(match["name"]) in LEVELS) or (not have_bullets[0] and all(have_bullets[1:]))
    above = (box[0],) if len(box) > 1 and (is_headed or heading_level(box[0])) else ()
    yield from ((above, BULLET.sub("", text)) for text in box[len(above) :])


def _parts(slide: Slide) -> Iterator[Slide]:
    """A slide whose boxes are actions each, as one a box below what remains of it; any other as it is."""
    boxes, titled = titled_boxes(slide.boxes)
    slide = replace(slide, boxes=boxes)
    fielded = fielded_boxes(slide.boxes)
    several = sum(bool(box) and bool(ACTION_LABEL.match(parted(box[0])[0])) for box in slide.boxes) > 1
    fiches = [
        box
        for box in slide.boxes
        if (len(box) > 1 and (has_code(box[0]) or _is_numbered_fiche(box) or box in titled or box in fielded))
        or box in slide.cards
        or (several and len(box) == 1 and ACTION_LABEL.match(parted(box[0])[0]))
    ]
    tables = {table.name: named for table in slide.tables if slide.title and (named := named_by(table))}
    if not (fiches or tables) or ACTION_LABEL.match(parted(slide.title)[0] or slide.title):
        yield slide
        return
    yield replace(
        slide,
        boxes=tuple(box for box in slide.boxes if box not in fiches),
        tables=tuple(table for table in slide.tables if table.name not in tables),
        is_over=bool(tables or slide.cards or fielded),
    )
    yield from (Slide(slide.number, box[0], (box[1:],), ()) for box in fiches)
    for table in slide.tables:
        if table.name in tables:
            below = replace(table, rows=table.rows[1:])
            yield Slide(slide.number, tables[table.name], (), (below,))


def _is_numbered_fiche(box: Sequence[str]) -> bool:
    """Whether a box says a number and a title, and a field below: « 1.2 Ouvrir… », « Pilote : … »."""
    below = map(FIELD.fullmatch, box[1:])
    is_numbered = bool(parted(box[0])[0]) and not heading_level(box[0])
    return is_numbered and any(match and _known(match["name"]) for match in below)


def _say_actions(slides: Sequence[Slide]) -> bool:
    """Whether the title of a slide says that it is an action."""
    return any(ACTION_LABEL.match(parted(slide.title)[0] or slide.title) for slide in slides)


def _is_action(slide: Slide, takes_titles: bool) -> bool:
    """Whether a slide is an action by its title; or, where titles do not say so, by its fields."""
    if takes_titles:
        return not heading_level(slide.title) and _count_fields(slide) >= _FEWEST_FIELDS
    return _say_actions([slide])


def _count_fields(slide: Slide) -> int:
    """How many fields the lines and the tables of labels of a slide name."""
    lines = (FIELD.fullmatch(labelled_by_tab(BULLET.sub("", line))) for box in slide.boxes for line in box)
    named = {_known(match["name"]) for match in lines if match}
    named |= {_known(name) for name, value in pairs_of(slide.tables) if value}
    # A label has a box of its own, and its value the next, or stands over it.
    named |= {
        _known(box[0].rstrip(" :"))
        for box in slide.boxes
        if ":" not in box[0].rstrip(" :") and (len(box) == 1 or _is_label(box[0]))
    }
    return len(named - {""})


class _Cut:
    """Slides taken one after the other."""

    def __init__(self, often: set[str], feet: set[str], numbers: set[str], takes_titles: bool = False) -> None:
        """`numbers` are those of the actions that have a slide; `takes_titles`: whether a slide that has fields is an
        action, though its title does not say so."""
        self._takes_titles, self._numbers = takes_titles, numbers
        self.units: list[OpenUnit] = []
        self._often, self._feet = often, feet
        self._above: list[tuple[int, str]] = []

    def take(self, slide: Slide) -> None:
        said = _PART.sub("", slide.title)
        label, title = parted(said)
        if not label and ACTION_LABEL.fullmatch(said):
            # Its table says what it is called, and its number where the title does not.
            pairs = [(field_of(name), one_line(value)) for name, value in pairs_of(slide.tables) if value.strip()]
            number = next((value for known, value in pairs if known == "label"), "")
            label = said if said[-1].isdigit() else f"{said} {number}".strip()
            title = next((value for known, value in pairs if known == "title"), "")
            if not title and (named := self._title_beside(slide)):
                # Its title has a box of its own.
                title = one_line(" ".join(named))
                slide = replace(slide, boxes=tuple(box for box in slide.boxes if box is not named))
        is_told = self._takes_titles and not heading_level(said) and said and _count_fields(slide) >= _FEWEST_FIELDS
        if not (is_told or (ACTION_LABEL.match(label) and title)):
            self._rise(slide)
            self._take_listed(slide)
            return
        if self.units and (self.units[-1].label, self.units[-1].title) == (label, title):
            own = self.units[-1]
            own.place = replace(own.place, to_slide=slide.number)
        else:
            own = OpenUnit(label, title, tuple(text for _, text in self._above), Place(slide=slide.number))
            self.units.append(own)
            if slide.band and slide.band not in own.headings:
                own.headings = (*own.headings, slide.band)
        self._read(own, slide)

    def _take_listed(self, slide: Slide) -> None:
        """The actions that a slide only lists, by numbers like those of the actions before it: « 3.2 – Planter… »."""
        counts = {len(number[0].split(".")) for one in self.units if (number := _NUMBER.search(one.label))}
        listed = [match for box in slide.boxes for line in box if (match := _NUMBERED.fullmatch(BULLET.sub("", line)))]
        listed = [
            one for one in listed if len(one["number"].split(".")) in counts and one["number"] not in self._numbers
        ]
        if len(listed) < _FEWEST_LISTED:
            return
        for one in listed:
            title, told = bracketed(one["title"])
            place, above = Place(slide=slide.number), tuple(text for _, text in self._above)
            self.units.append(OpenUnit(one["number"], title, above, place))
            for label, value in told:
                self._keep(self.units[-1], field_said(label, value), label, value)

    def _title_beside(self, slide: Slide) -> tuple[str, ...]:
        """The first box of a slide, where it may be the title of its action: short, no field, no foot, no heading."""
        boxes = ((box, one_line(" ".join(box))) for box in slide.boxes)
        first, said = next((one for one in boxes if one[1] not in self._feet and not heading_level(one[1])), ((), ""))
        is_label = bool(field_of(said.rstrip(" :"))) or bool(FIELD.fullmatch(said) and known_in(said))
        is_title = any(map(str.isalpha, said)) and len(said) <= _LONGEST_TITLE and not heading_level(said)
        return first if is_title and not is_label else ()

    def _rise(self, slide: Slide) -> None:
        """A slide between parts names the heading of those that follow."""
        said = slide.title
        if level := heading_level(f"{said} – x"):
            below = next((" ".join(box) for box in slide.boxes), "")
            named = said if heading_level(said) else f"{said} – {below}".strip(" –")
            self._above = [*(one for one in self._above if one[0] < level), (level, named)]
        elif slide.is_over and said and not any(said.casefold() in one.casefold() for _, one in self._above):
            self._above = [*(one for one in self._above if one[0] < _OF_SLIDE), (_OF_SLIDE, said)]

    def _read(self, own: OpenUnit, slide: Slide) -> None:
        label = ""
        for box in slide.boxes:
            whole = one_line(" ".join(box))
            way = _WAY.split(whole)
            if len(way) > 1 and heading_level(way[0]):
                own.headings = tuple(way)
                continue
            if len(box) == 1 and heading_level(whole):
                # What the action stands under, on its own slide.
                own.headings = (*(one for one in own.headings if heading_level(one) < heading_level(whole)), whole)
                continue
            # A value may stand on many slides too; what is on most of them is none.
            # What stands in the midst of slides that are all alike is a label, or the value of one.
            is_of_form = whole not in slide.edges and bool(label or _known(whole.rstrip(" :")))
            is_often = whole in self._often and not label and not field_of(whole)
            is_foot = (whole in self._feet and not is_of_form) or is_often
            if is_foot or (whole.isdigit() and not is_of_form):
                continue
            if label:
                known = _known(label)
                self._keep(own, known, label, "\n".join(box) if known in _LISTS else whole)
                label = ""
            elif len(box) == 1 and ":" not in whole.rstrip(" :") and _known(whole.rstrip(" :")):
                label = whole.rstrip(" :")
            elif len(box) > 1 and ":" not in box[0].rstrip(" :") and _is_label(box[0]):
                self._below(own, box)
            else:
                for line in box:
                    for part in parts_of(BULLET.sub("", line)):
                        self._line(own, part)
        for name, value in pairs_of(without_paying(slide.tables, own.fields)):
            known = field_said(name, value)
            if known in LEVELS and value.strip() and not value.strip().endswith("."):
                own.aim = one_line(value) if plain(name) == AIM else own.aim
                own.headings = (*own.headings, *({one_line(value)} - set(own.headings)))
            elif known and known not in NO_FIELDS:
                self._keep(own, known, name, value)
            elif one_line(value) == own.title:
                continue
            elif name.strip() and value.strip():
                own.described.append(f"{one_line(name)} : {one_line(value)}")

    def _below(self, own: OpenUnit, box: Sequence[str]) -> None:
        """A box whose first line is a label, and those below it what it is of."""
        for label, told in labelled_parts(box):
            lines = told.split("\n")
            # « Maître d’ouvrage : … », below the items of « Objectifs ».
            fields = [line for line in lines if known_in(labelled_by_tab(line))]
            for line in fields:
                self._line(own, line)
            value = "\n".join(line for line in lines if line not in fields)
            if known := _known(label):
                keep(own.fields, known, label, value)
            else:
                own.described += filter(None, value.split("\n"))

    def _line(self, own: OpenUnit, line: str) -> None:
        match = FIELD.fullmatch(labelled_by_tab(line))
        known = field_said(match["name"], match["value"]) if match else ""
        if match and known and known not in NO_FIELDS:
            self._keep(own, known, match["name"], match["value"])
        elif not line.endswith(":"):
            own.described.append(line)

    @staticmethod
    def _keep(own: OpenUnit, known: str, label: str, value: str) -> None:
        if value.strip():
            keep(
                own.fields,
                known,
                label,
                "\n".join(map(one_line, value.split("\n"))) if known in _LISTS else one_line(value),
            )


def _is_label(said: str) -> bool:
    """Whether the first line of a box is the name of a field, and no sentence."""
    return bool(field_of(said.rstrip(" :"))) and not said.endswith((".", ",", ";")) and labelled_by_tab(said) == said


def _known(name: str) -> str:
    found = field_of(name)
    return "" if found in NO_FIELDS else found
