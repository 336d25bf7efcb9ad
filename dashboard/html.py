"""HTML from templates that escape every value: no text from the data, the URL or an upload becomes markup."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard import formats, records
from dashboard.citations import cited, line_url


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_typeset,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"integer": formats.integer, "listed": formats.listed}
    environment.globals |= {
        "count": formats.count,
        "period": formats.period,
        "euros": formats.euros,
        "bodies": records.bodies,
        "line_url": line_url,
        "cited": cited,
    }
    return environment


def _typeset(value: Any) -> Any:
    """Plain texts get their no-break spaces; what is already markup is left as it is."""
    return formats.typeset(value) if type(value) is str else value


def render(template: str, **values: Any) -> str:
    """The template of `dashboard/templates` with these values, all of them escaped."""
    return _environment().get_template(template).render(**values)
