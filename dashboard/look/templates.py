"""Texts from templates that escape every value: nothing from the data, the URL or an upload becomes markup."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard.look import formats, records
from dashboard.look.territories import EVERY_LOOK

SHARED = Path(__file__).parent / "templates"


def renderer(*folders: Path, **helpers: Any) -> Callable[..., str]:
    """A function that fills a template of these folders, or of those that all share, with values, each escaped.

    `helpers` are what the templates may call beside the formats. A template that names a value it was not given fails.
    """

    @lru_cache(maxsize=1)
    def environment() -> Environment:
        made = Environment(
            loader=FileSystemLoader([*folders, SHARED]),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_typeset,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        made.filters |= {"integer": formats.integer, "listed": formats.listed}
        made.globals |= {
            "count": formats.count,
            "period": formats.period,
            "euros": formats.euros,
            "bodies": records.bodies,
            "looks": EVERY_LOOK,
            **helpers,
        }
        return made

    def render(template: str, **values: Any) -> str:
        return environment().get_template(template).render(**values)

    return render


def _typeset(value: Any) -> Any:
    """Plain texts get their no-break spaces; what is already markup is left as it is."""
    return formats.typeset(value) if type(value) is str else value
