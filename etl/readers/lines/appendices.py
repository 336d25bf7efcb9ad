"""What stands before and behind the actions of a document, as annexes, a glossary or a foreword do: it is none."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.readers.fields.columns import plain
from etl.readers.lines.headings import heading_level
from etl.readers.model import Doubt, PlanRead, PlanUnit

_APPENDIX = re.compile(
    r"(?:\d{1,2}[.)]?\s+|[ivx]+[.)]\s+)?"
    r"(?:annexes?\b.*|glossaire.*|lexique.*|(?:liste des )?(?:sigles|acronymes|abreviations).*|"
    r"sommaire|table des matieres|introduction|edito(?:rial)?\b.*|le mot d.*|avant.propos|preambule|remerciements|"
    r"bibliographie|mentions legales|contacts?|prochaines etapes|merci\b.*)"
)  # fmt: skip
_LEFT_OUT = "Ce qui est sous « {} » n’est pas pris pour des actions."


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
