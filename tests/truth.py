"""Whether a claim is true: recomputed in Python from the tables and the documents' lines, without the queries, the
comparisons or the coding that made it. `untrue` says what is false, in English, or nothing."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from dashboard.comparisons import claims as said
from dashboard.comparisons.claims import Claim, Degree, Part, Subject
from dashboard.selection import Selection
from etl.paths import DATA
from tests import truth_of_beside as beside
from tests import truth_of_bodies as bodies
from tests import truth_of_documents as documents
from tests import truth_of_grants as grants
from tests import truth_of_sums as sums
from tests import truth_of_usual as usual
from tests.selections import Coded
from tests.world import FIELDS, World, equal, folded, roles, terms


def untrue(claim: Claim, world: World) -> str:
    """What is false of the claim, or nothing.

    Raises:
        KeyError: no check is known for this kind of claim: a claim that nothing checks is no claim.
    """
    return CHECKS[type(claim)](claim, world)


def _theme_of_all(selection: Selection) -> Selection:
    """The Selection of what parts by theme are counted of: the actions of all themes."""
    return selection.but(themes=())


def _count(subject: Subject, territory: str, selection: Selection, world: World, every: bool | None = None) -> int:
    of = world.kept(_theme_of_all(selection))
    return sum(one.territory_id == territory and world.has(one, subject, selection, every) for one in of)


def _total(territory: str, selection: Selection, world: World) -> int:
    return sum(one.territory_id == territory for one in world.kept(_theme_of_all(selection)))


def _part(part: Part, subject: Subject, selection: Selection, world: World) -> str:
    here = part.place.territory_id
    return equal(
        actions=(part.actions, _count(subject, here, selection, world)),
        total=(part.total, _total(here, selection, world)),
        name=(part.place.name, world.territories[here]["short_name"]),
        article=(part.place.with_article, world.territories[here]["with_article"]),
    )


def _nothing(claim: said.Nothing, world: World) -> str:
    return f"{len(world.kept(claim.selection))} are kept" if world.kept(claim.selection) else ""


def _shown(claim: said.Shown, world: World) -> str:
    found = world.kept(claim.selection)
    return equal(
        actions=(claim.actions, len(found)),
        documents=(claim.documents, len({one.document_id for one in found})),
        looked_at=(claim.looked_at, len(world.documents_of(world.shown(claim.selection)))),
    )


def _contrast(claim: said.Contrast, world: World) -> str:
    most, least = claim.most, claim.least
    false = _part(most, claim.subject, claim.selection, world) + _part(least, claim.subject, claim.selection, world)
    if world.genre(most.place.territory_id) != world.genre(least.place.territory_id):
        false += " a plan is set against what is none"
    for every in (False, True):
        high = _count(claim.subject, most.place.territory_id, claim.selection, world, every)
        low = _count(claim.subject, least.place.territory_id, claim.selection, world, every)
        if not (high - 1) / most.total > min(low + 1, least.total) / least.total:
            false += f" it does not hold with secondary themes {every}: {high}, {low}"
        for other in world.shown(claim.selection):
            total = _total(other, claim.selection, world)
            if total and world.genre(other) == world.genre(most.place.territory_id):
                share = _count(claim.subject, other, claim.selection, world, every) / total
                if not low / least.total <= share <= high / most.total:
                    false += f" {other} stands beyond the two, with secondary themes {every}"
    return false


def _counted(claim: said.Counted, world: World) -> str:
    places = tuple(part.place.territory_id for part in claim.parts)
    false = equal(places=(places, tuple(world.shown(claim.selection))))
    return false + "".join(_part(part, claim.subject, claim.selection, world) for part in claim.parts)


def _leading(claim: said.Leading, world: World) -> str:
    false = "".join(_part(claim.part, subject, claim.selection, world) for subject in claim.subjects)
    if claim.selection.themes:
        false += " a filter hides other themes"
    here, named = claim.part.place.territory_id, {frozenset(subject.members) for subject in claim.subjects}
    for members in _alternatives(claim.subjects[0], claim.selection.grid):
        number = _count(Subject(claim.subjects[0].field, "", members), here, claim.selection, world)
        if frozenset(members) not in named and number >= claim.part.actions:
            false += f" {members} has {number}"
    return false


def _alternatives(subject: Subject, grid: str) -> list[tuple[str, ...]]:
    """All the subjects of a kind: the themes, or the areas of the grid that has this one."""
    if subject.field == "themes":
        with (DATA / "codebook" / "themes.csv").open(encoding="utf-8", newline="") as rows:
            return [(row["theme_id"],) for row in csv.DictReader(rows)]
    areas: dict[str, list[str]] = {}
    with (DATA / "codebook" / "crosswalk.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            areas.setdefault(row["area_id"], []).append(row["theme_id"])
    grids: dict[str, list[tuple[str, ...]]] = {}
    with (DATA / "codebook" / "grid_areas.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            grids.setdefault(row["grid_id"], []).append(tuple(areas.get(row["area_id"], ())))
    return [one for one in grids[grid] if one]


def _shared(claim: said.Shared, world: World) -> str:
    false = equal(documents=(claim.documents, len(world.shown(claim.selection))))
    found = world.kept(claim.selection)
    for subject in claim.subjects:
        having = {one.territory_id for one in found if world.has(one, subject, claim.selection)}
        if having != set(world.shown(claim.selection)):
            false += f" {subject.label} is in {having}"
    return false + equal(number=(len(claim.subjects), _common(claim, found, world)))


def _common(claim: said.Shared, found: list[Coded], world: World) -> int:
    """How many subjects of the field all territories have an action of."""
    groups: list[tuple[str, ...]] = {
        "themes": [(one,) for one in sorted({theme for action in found for theme in action.themes})],
        "schemes": [tuple(sorted(one)) for one in world.families.values()],
        "funders": [(one,) for one in sorted({body[0] for action in found for body in action.bodies})],
    }[claim.field]
    filtered = getattr(claim.selection, claim.field)
    levels = {body[0]: body[1] for action in found for body in action.bodies}
    number = 0
    for members in groups:
        asked = tuple(one for one in members if not filtered or one in filtered)
        if claim.field == "funders" and claim.selection.levels and levels[members[0]] not in claim.selection.levels:
            continue
        subject = Subject(claim.field, "", asked)
        having = {one.territory_id for one in found if asked and world.has(one, subject, claim.selection)}
        number += having == set(world.shown(claim.selection))
    return number


def _only_here(claim: said.OnlyHere, world: World) -> str:
    false = ""
    for place, subjects in claim.places:
        for subject in subjects:
            if not any(
                one.territory_id == place.territory_id and world.has(one, subject, claim.selection)
                for one in world.kept(claim.selection)
            ):
                false += f" {subject.label} is not in {place.name}"
            for other in world.shown(claim.selection):
                elsewhere = world.is_touched(subject, other) or world.is_written(subject, other)
                if other != place.territory_id and elsewhere:
                    false += f" {subject.label} is in {other} too"
    return false


def _absence(claim: said.Absence, world: World) -> str:
    here, subject = claim.place.territory_id, claim.subject
    of_place = [one for one in world.actions if one.territory_id == here]
    if any(
        one.territory_id == here and world.has(one, subject, claim.selection) for one in world.kept(claim.selection)
    ):
        return "a kept action has it"
    wide = claim.selection.but(with_partners=True)
    counted = sum(world.has(one, subject, wide) for one in of_place)
    secondary = sum(world.has(one, subject, wide, with_secondary=True) for one in of_place)
    touched, written = world.is_touched(subject, here), world.is_written(subject, here)
    true = {
        Degree.FILTERED: bool(counted or (touched and subject.field != "themes")),
        Degree.SECONDARY: not counted and bool(secondary),
        Degree.WRITTEN: not touched and bool(claim.lines),
        Degree.SILENT: not touched and not written,
    }[claim.degree]
    false = "" if true else f" not {claim.degree.name}: {counted}, {secondary}, {touched}, {written}"
    if claim.degree is Degree.FILTERED:
        members = set(subject.members)
        naming = {
            "themes": counted,
            "schemes": sum(bool(members & world.named_schemes.get(one.action_id, set())) for one in of_place),
            "funders": sum(bool(members & {body[0] for body in one.bodies}) for one in of_place),
        }[subject.field]
        false += equal(actions=(claim.actions, naming))
    if claim.degree is Degree.SECONDARY:
        false += equal(actions=(claim.actions, secondary))
    if claim.degree is Degree.WRITTEN:
        false += "".join(f" line {line} says nothing of it" for line in claim.lines if not _says(world, claim, line))
    return false


def _says(world: World, claim: said.Absence, line: int) -> bool:
    """Whether the stem of a term's first word stands in the line."""
    for row in world.documents_of([claim.place.territory_id]):
        lines = world.lines[row["document_id"]]
        text = lines[line - 1] if line <= len(lines) else ""
        stems = (
            folded(re.split(r"[\s'’\-/]+", term)[0].rstrip("*"))
            for field, code, term in terms()
            if field == FIELDS[claim.subject.field] and code in claim.subject.members
        )
        if any(stem[: max(3, len(stem) - 3)] in folded(text) for stem in stems):
            return True
    return False


def _name_payer(claim: said.NamePayer, world: World) -> str:
    found = world.kept(claim.selection)
    pays = [one for one in found if any(body[2:] == ("financeur", "dit") for body in one.bodies)]
    may = [
        one for one in found if one not in pays and any(body[2:] == ("financeur", "envisage") for body in one.bodies)
    ]
    silent = {one.territory_id for one in found} - {one.territory_id for one in (*pays, *may)}
    return equal(
        actions=(claim.actions, len(pays)),
        envisaged=(claim.envisaged, len(may)),
        total=(claim.total, len(found)),
        silent=({place.territory_id for place in claim.silent}, silent),
    )


def _named(claim: said.Named, world: World) -> str:
    if claim.field == "funders":
        return equal(number=(claim.number, len(bodies.named(world, claim.selection))))
    schemes = {scheme for one in world.kept(claim.selection) for scheme in one.schemes}
    asked = {one for one in schemes if not claim.selection.schemes or one in claim.selection.schemes}
    return equal(number=(claim.number, len(asked)))


def _widely_read(claim: said.WidelyRead, world: World) -> str:
    false = "a filter hides some" if set(claim.selection.filters) - {"territories"} else ""
    false += equal(looked_at=(claim.looked_at, len(world.shown(claim.selection))))
    found: dict[tuple[str, ...], int] = {}
    for members in (tuple(sorted(one)) for one in world.families.values()):
        subject = Subject("schemes", "", members)
        found[members] = sum(
            world.is_touched(subject, one)
            or world.is_written(subject, one)
            or any((one, "scheme", code) in world.mentioned for code in members)
            for one in world.shown(claim.selection)
        )
    most = max(found.values())
    return false + equal(
        documents=(claim.documents, most),
        subjects=({one.members for one in claim.subjects}, {one for one, number in found.items() if number == most}),
    )


def _most_varied(claim: said.MostVaried, world: World) -> str:
    bodies: dict[str, set[str]] = {}
    for one in world.kept(claim.selection):
        named = {funder for funder, _, role, _ in one.bodies if role in roles(claim.selection)}
        for theme in one.themes if claim.selection.with_secondary else one.themes[:1]:
            bodies.setdefault(theme, set()).update(named)
    most = max(map(len, bodies.values()))
    return equal(
        themes=({one.members[0] for one in claim.subjects}, {one for one, of in bodies.items() if len(of) == most}),
        bodies=(claim.bodies, most),
        hidden=(bool(claim.selection.themes or claim.selection.funders or claim.selection.levels), False),
    )


def _dated(claim: said.Dated, world: World) -> str:
    found = world.kept(claim.selection)
    dated = [one for one in found if one.period_start is not None]
    ends = [one.period_end for one in dated if one.period_end is not None]
    return equal(
        actions=(claim.actions, len(dated)), total=(claim.total, len(found)), last=(claim.last, max(ends, default=None))
    )


def _undated(claim: said.Undated, world: World) -> str:
    here = {part.place.territory_id for part in claim.parts}
    found = [one for one in world.kept(claim.selection) if one.territory_id in here]
    undated = sum(one.period_start is None for one in found)
    actions, total = sum(part.actions for part in claim.parts), sum(part.total for part in claim.parts)
    return equal(actions=(actions, undated), total=(total, len(found)), territories=(len(claim.parts), len(here)))


def _degrees(claim: said.Degrees, world: World) -> str:
    true = Counter(one.engagement for one in world.kept(claim.selection))
    numbers = [number for _, number in claim.degrees]
    return equal(
        actions=(claim.actions, true.total()),
        degrees=({subject.members[0]: number for subject, number in claim.degrees}, dict(true)),
        order=(numbers, sorted(numbers, reverse=True)),
    )


def _no_share(claim: said.NoShare, world: World) -> str:
    here = {place.territory_id for place in claim.places}
    return equal(kept=(0, sum(one.territory_id in here for one in world.kept(claim.selection))))


CHECKS: dict[type[Claim], Callable[[Any, World], str]] = {
    said.Nothing: _nothing,
    said.Shown: _shown,
    said.Contrast: _contrast,
    said.Counted: _counted,
    said.Leading: _leading,
    said.Shared: _shared,
    said.OnlyHere: _only_here,
    said.Absence: _absence,
    said.NamePayer: _name_payer,
    said.Named: _named,
    said.WidelyRead: _widely_read,
    said.MostVaried: _most_varied,
    said.Dated: _dated,
    said.Undated: _undated,
    said.Degrees: _degrees,
    said.ForWholeDocuments: documents.for_whole_documents,
    said.Mentions: documents.mentions,
    said.UsuallyFunded: usual.funded,
    said.UsuallyKnown: usual.known,
    said.AidsListed: usual.aids,
    said.AidsOf: usual.lists,
    said.Extent: documents.extent,
    said.Outlined: documents.outlined,
    said.NoContour: documents.no_contour,
    said.UnlikeDocuments: documents.unlike,
    said.Unreviewed: documents.unreviewed,
    said.PartlyReviewed: documents.partly_reviewed,
    said.NoShare: _no_share,
    **bodies.CHECKS,
    **documents.SUMS,
    **sums.CHECKS,
    **grants.CHECKS,
    **beside.CHECKS,
}
