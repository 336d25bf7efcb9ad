"""Documents on paper: data set by a typst template, with the fonts of the dashboard, as a tagged PDF.

Data reach the template as JSON and are set as text there: nothing in them is ever read as markup.
"""

from __future__ import annotations

import datetime
import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

from dashboard.exports import fonts
from dashboard.exports.tidy import clean
from dashboard.look.formats import typeset
from dashboard.look.palette import LIGHT
from dashboard.look.territories import TerritoryLook

_TEMPLATES = Path(__file__).parent / "templates"


def pdf(template: str, title: str, made_on: datetime.date, values: dict[str, Any]) -> bytes:
    """The template of `templates` with these values, as PDF/UA where every character can be shown.

    Strings in `values` may hold anything; control characters are left out and French spaces put in.
    """
    style = {
        "ink": LIGHT.ink,
        "quiet": LIGHT.quiet,
        "grid": LIGHT.grid,
        "accent": LIGHT.accent,
        "faint": LIGHT.sequential[0],
        "steps": LIGHT.sequential,
        "sans": fonts.SANS,
        "serif": fonts.SERIF,
    }
    day = {"year": made_on.year, "month": made_on.month, "day": made_on.day}
    data = json.dumps(_said({"title": title, "made_on": day, **values}) | {"look": style})
    try:
        return _compiled(template, data, "ua-1")
    except typst.TypstError:
        # One character that no font of this machine shows forbids the promise of PDF/UA, not the document. A fault of
        # the template or of the data is raised here again.
        return _compiled(template, data, None)


def look(territory: TerritoryLook | None) -> dict[str, str]:
    """The colour and mark of a territory; nothing of what is none."""
    return {"colour": territory.light, "mark": territory.mark} if territory else {}


def paragraphs(text: str) -> list[str]:
    """The paragraphs of an author's text."""
    return [line.strip() for line in clean(text).split("\n") if line.strip()]


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters, for where one line is all there is."""
    plain = " ".join(clean(text).split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…"


def _compiled(template: str, data: str, standard: Literal["ua-1"] | None) -> bytes:
    made = typst.compile(
        _TEMPLATES / template,
        root=_TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"data": data},
        pdf_standards=[standard] if standard else [],
    )
    assert isinstance(made, bytes)
    return made


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The dashboard's fonts; the machine's own serve the characters that they lack."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=[fonts.folder()])


def _said(value: Any) -> Any:
    """The same values, their texts as they are printed; addresses stay as they are."""
    if isinstance(value, str):
        return typeset(clean(value))
    if isinstance(value, dict):
        return {key: one if key == "link" else _said(one) for key, one in value.items()}
    return [_said(one) for one in value] if isinstance(value, list | tuple) else value
