"""How well the rules alone find the main theme: `python -m evaluation.themes`. Grants and the invented plan are read
from `../shared` where it is there; nothing of them is kept here but where a title stands and the theme that it bears.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from etl.coding.agreement import kappa
from etl.coding.codebook import Codebook, read_codebook
from etl.coding.rules import OUTRIGHT, Code
from etl.models import Cut, Heading, Unit
from etl.paths import DATA, ROOT
from etl.readers.read import read
from etl.sources import read_sources

SHARED = ROOT.parent / "shared"
GRANTS = SHARED / "real" / "grants"
PLANS = SHARED / "examples" / "plans"
FOLDER = Path(__file__).parent
# Shapes of the one invented plan: titles alone, and titles with what its fiches say.
SHAPES = ("plan-bullets.txt", "plan-slides.pptx", "plan-fiches-styles.docx", "plan-tet.xlsx")


@dataclass(frozen=True)
class Case:
    """A text under its headings, the theme that somebody gave it and the one that the rules find, if any."""

    text: str
    given: str
    found: str | None
    is_sure: bool = False


@dataclass(frozen=True)
class Figures:
    """How far the rules agree with the labels of a set, and how often they find no theme at all."""

    cases: int
    agreeing: int
    kappa: float | None
    without: int


def figures(cases: list[Case]) -> Figures:
    pairs = [(case.found, case.given) for case in cases]
    return Figures(
        len(cases), sum(one == other for one, other in pairs), kappa(pairs), sum(case.found is None for case in cases)
    )


def of_which_sure(cases: list[Case]) -> tuple[list[Case], list[Case]]:
    """The cases whose theme the review shows as sure, and the others."""
    return [case for case in cases if case.is_sure], [case for case in cases if not case.is_sure]


@lru_cache(maxsize=1)
def codebook() -> Codebook:
    return read_codebook(DATA / "codebook")


def theme_of(title: str, text: str = "", headings: tuple[str, ...] = ()) -> str | None:
    """The main theme that the rules find in a text that nobody has read."""
    return next((code.value for code in _themes(title, text, headings)), None)


def is_sure(title: str) -> bool:
    """Whether the theme of a text is sure, as `sql/queries/proposed_themes.sql` has it: of its own words, alone, and
    named outright.
    """
    codes = _themes(title)
    named = {hit.code for hit in codebook().rules.every_hit("theme", title) if hit.weight == OUTRIGHT}
    return len(codes) == 1 and codes[0].origin == "rule" and codes[0].value in named


def _themes(title: str, text: str = "", headings: tuple[str, ...] = ()) -> list[Code]:
    above = [Heading(at + 1, None, label, 1, at - 1 if at else None) for at, label in enumerate(headings)]
    unit = Unit(len(above) - 1 if above else None, None, title, text or title, None, 1, 1)
    codes = codebook().rules.propose(unit, Cut(above, [unit]))
    return [code for code in codes if code.field == "theme"]


def grants_by_measure() -> list[Case]:
    """Fonds vert: what a grant was given for is a weak label (« 4 logements » may be given as recycled land)."""
    themes = {row["measure"]: row["theme"] for row in rows(FOLDER / "grant_measures.csv")}
    projects = rows(GRANTS / "fonds-vert-2023.csv", ";")
    return [
        Case(row["nom_du_projet"], themes[row["nom_demarche_ds"]], theme_of(row["nom_du_projet"]))
        for row in projects
        if row["nom_demarche_ds"] in themes
    ]


def grants_read(which: str) -> list[Case]:
    """Titles of DETR, DSIL, DSID and DPV, each read once by one person before the rules were run on it."""
    read_ = rows(FOLDER / "grants_read.csv")
    return [
        Case(title, row["theme"], theme_of(title))
        for row in read_
        if row["set"] == which
        for title in [_titles(f"dgcl-dotations-{row['year']}.csv")[row["source_line"]]]
    ]


def grants_blind(which: str) -> list[Case]:
    """Titles of grants outside the territories of the documents, drawn by lot, labelled before the rules were run."""
    return [
        Case(title, row["theme"], theme_of(title), is_sure(title))
        for row in rows(FOLDER / "grants_blind.csv")
        if row["set"] == which
        for title in [_titles(row["file"])[row["source_line"]]]
    ]


@lru_cache(maxsize=8)
def _titles(file: str) -> dict[str, str]:
    lines = rows(GRANTS / file, ";")
    return {line["source_line"]: line.get("intitule") or line["nom_du_projet"] for line in lines}


def sentences(which: str) -> list[Case]:
    """Sentences in the manner of municipal programmes, grants and climate plans, written with their themes."""
    return [
        Case(row["text"], row["theme"], theme_of(row["text"]))
        for row in rows(FOLDER / "sentences.csv")
        if row["set"] == which
    ]


def plan(shape: str) -> list[Case]:
    """The actions of the invented plan as a file has them, against its right answer."""
    themes = {row["action"]: row["theme"] for row in rows(PLANS / "truth.csv")}
    expected = json.loads((PLANS / f"{shape}.expected.json").read_text(encoding="utf-8"))["units"]
    actions = {unit["title"]: str(unit["action"]) for unit in expected if unit["kind"] == "action"}
    return [
        Case(unit.title, themes[actions[unit.title]], theme_of(unit.title, unit.text, unit.headings))
        for unit in read((PLANS / shape).read_bytes(), shape).units
        if actions.get(unit.title) in themes
    ]


def settled() -> Iterator[tuple[str, list[Case]]]:
    """The shipped documents that somebody has read, one by one: rules against what was settled."""
    for document in read_sources(DATA).plans:
        cases = [
            Case(coded.unit.title, coded.values("theme")[0], next(iter(coded.proposed["theme"]), None))
            for coded in document.units
            if any(coded.readings)
        ]
        yield document.document.document_id, cases


def sets() -> Iterator[tuple[str, list[Case]]]:
    yield from settled()
    yield from ((f"sentences, {which}", sentences(which)) for which in ("first", "second", "third"))
    if PLANS.exists():
        yield from ((f"invented plan, {shape}", plan(shape)) for shape in SHAPES)
    if GRANTS.exists():
        yield "Fonds vert, by measure", grants_by_measure()
        yield from ((f"grants read, {which}", grants_read(which)) for which in ("made-on", "held-out"))
        yield from ((f"grants blind, {which}", grants_blind(which)) for which in ("dev", "held-out"))


def main() -> None:
    print("| set | units | right | κ | no theme |\n|---|---|---|---|---|")
    for name, cases in sets():
        found = figures(cases)
        score = "" if found.kappa is None else f"{found.kappa:.2f}"
        print(f"| {name} | {found.cases} | {found.agreeing} | {score} | {found.without} |")
    if GRANTS.exists():
        print("\n| grants blind, held-out | units | right |\n|---|---|---|")
        for name, cases in zip(("sure", "uncertain"), of_which_sure(grants_blind("held-out")), strict=True):
            found = figures(cases)
            print(f"| {name} | {found.cases} | {found.agreeing} |")


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter))


if __name__ == "__main__":
    main()
