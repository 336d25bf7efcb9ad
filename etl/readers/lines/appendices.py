"""What stands before, behind and above the actions of a document, as annexes, a glossary, a foreword or the title of
the whole do: it is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.readers.fields.columns import plain
from etl.readers.lines.headings import heading_level
from etl.readers.model import Doubt, PlanRead, PlanUnit

_APPENDIX = re.compile(
    r"(?:\d{1,2}[.)]?\s+|[ivx]+[.)]\s+)?"
    r"(?:annexes?\b.*|glossaire.*|lexique.*|(?:liste des )?(?:sigles|acronymes|abreviations).*|"
    r"(ce que dit )?(le |l.)?(diagnostic|etat des lieux)( (du|de|territorial).*)?|constats?|chiffres? cles?|contexte|"
    r"sommaire|table des matieres|introduction|edito(?:rial)?\b.*|le mot d.*|avant.propos|preambule|remerciements|"
    r"bibliographie|mentions legales|contacts?|prochaines etapes|ordre du jour|"
    r"releve (de|des) decisions|questions diverses|(reste )?a faire\b.*|to.?do\b.*|pense.bete|merci\b.*)"
)  # fmt: skip
# What documents are called.
_DOCUMENT = re.compile(
    r"(?:\d{1,2}[.)]\s*|[ivx]+[.)]\s*)?(?:les? |la |l.?|notre |nos )?"
    r"(?:annexes?|plans?|programm(?:es?|ation)|feuille de route|projet de territoire|"
    r"projet d.|contrats?|conventions?|schemas?|strategies?|agenda|chartes?|tableaux?|listes?|fiches?|recueil|cahier|"
    r"synthese|maquette|document|catalogue|portefeuille|partie \d)\b"
)
# « PDALHPD 2025-2030 », as plans are called.
_DATED = re.compile(r"\b20\d\d\s*[-–/]\s*20\d\d$")
# What is said of a heading that comes again.
_GOES_ON = re.compile(r"\s*(?:\(suite(?: et fin)?\)|[–—-]\s*suite(?: et fin)?)\s*$", re.I)
# « Axe stratégique n° 1 – », before a name.
_NUMBER_OF = re.compile(r"[a-z]+(?: [a-z]+)? ?(?:n ?[°º] ?)?[\w.]{1,5} ?[.:–—-] *")
_LEFT_OUT = "Ce qui est sous « {} » n’est pas pris pour des actions."


def with_whole_headings(units: Sequence[PlanUnit]) -> tuple[PlanUnit, ...]:
    """The units, « Axe 1 : Habiter (suite) », at the top of a page that goes on, told as « Axe 1 : Habiter »; so is
    « Habiter » right below that, which says it again."""
    return tuple(replace(unit, headings=_once([_GOES_ON.sub("", one) for one in unit.headings])) for unit in units)


def _once(headings: Sequence[str]) -> tuple[str, ...]:
    """The headings, of two that follow and have one name the one that says its number."""
    kept: list[str] = []
    for said in headings:
        if kept and _names_again(kept[-1], said):
            continue
        if kept and _names_again(said, kept[-1]):
            kept.pop()
        kept.append(said)
    return tuple(kept)


def _names_again(whole: str, name: str) -> bool:
    number, own = plain(whole).removesuffix(plain(name)), plain(name)
    return bool(own) and number != plain(whole) and heading_level(whole) > 0 and bool(_NUMBER_OF.fullmatch(number))


def without_root(units: Sequence[PlanUnit]) -> tuple[PlanUnit, ...]:
    """The units without the heading that all of them stand under, where others below it part them and it is called as
    documents are: « Programme d’actions », the title of the whole. « Mobilités » above « Vélo » is the one axis. Nor
    without a number do others stand over several that say « Axe 1 : … » each: they are the document's."""
    columns = list(zip(*(unit.headings for unit in units), strict=False))
    shared = next((at for at, said in enumerate(columns) if len(set(said)) > 1), len(columns))
    below = {unit.headings[shared : shared + 1] for unit in units}
    if shared and len(below) > 1 and all(one and heading_level(one[0]) for one in below):
        first = next(iter(units)).headings[:shared]
        if not any(map(heading_level, first)):
            return tuple(replace(unit, headings=unit.headings[shared:]) for unit in units)
    roots = {unit.headings[:1] for unit in units}
    root = next(iter(roots), ())
    parts = {unit.headings[1:2] for unit in units}
    is_dated = bool(root) and bool(_DATED.search(root[0]))
    is_parted = len(roots) == 1 and len(parts) > 1 and (all(parts) or is_dated)
    names = [name for text in root for name in re.split(r"\s[–—:|-]\s", text)]
    is_whole = (
        is_parted and not heading_level(*root) and (is_dated or any(_DOCUMENT.match(plain(name)) for name in names))
    )
    return tuple(replace(unit, headings=unit.headings[1:]) for unit in units) if is_whole else tuple(units)


def without_appendices(found: PlanRead) -> PlanRead:
    """The plan without units that stand below « Annexes », « Glossaire » or their like and have neither number nor
    fields: that they are left out is told."""
    above = [_appendix(unit) for unit in found.units]
    if not any(above) or all(above):
        return found
    units = tuple(unit for unit, name in zip(found.units, above, strict=True) if not name)
    places = {name: unit.place for unit, name in reversed([*zip(found.units, above, strict=True)]) if name}
    told = tuple(Doubt(place, _LEFT_OUT.format(name)) for name, place in sorted(places.items()))
    return replace(found, units=units, doubts=(*found.doubts, *told))


def _appendix(unit: PlanUnit) -> str:
    if unit.label or unit.fields:
        return ""
    names = (*unit.headings, unit.title)
    return next((one for one in names if _APPENDIX.fullmatch(plain(one)) and not heading_level(one)), "")
