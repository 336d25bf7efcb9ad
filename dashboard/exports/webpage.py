"""A dossier as one HTML file: interactive charts, tables and sources that need neither server nor network."""

from __future__ import annotations

import base64
import hashlib
import json
import math
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from markupsafe import Markup

from dashboard.charts.html import drawn, matrix, table
from dashboard.charts.model import DotChart, MatrixChart, chart_of
from dashboard.charts.plotly import CLICK_HINT, CONFIG, figure
from dashboard.charts.words import alternative, source_line
from dashboard.comparisons.core import Comparison
from dashboard.dossier.assembled import Context, Gathered, Tell, title_of
from dashboard.exports import names
from dashboard.exports.core import citation, filters_line, full_citation
from dashboard.exports.dossier_parts import actions, documents, is_address, method, runs, server
from dashboard.exports.fonts import faces_of, package_folder
from dashboard.exports.templates import render
from dashboard.exports.tidy import clean
from dashboard.look.formats import count
from dashboard.look.palette import DARK, LIGHT, Appearance, tone
from dashboard.look.territories import EVERY_LOOK
from dashboard.page_registry import ACTIONS

_FONTS = "/*fonts*/"
_TEMPLATES = Path(__file__).parent / "templates"
# Nothing may be asked of any host, nor sent to one; of scripts, those of this file alone run.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'; script-src {}"
)


def make(gathered: Gathered, tell: Tell) -> bytes:
    """The page in UTF-8; it holds plotly.js only where a view has a chart."""
    shown, figures = [], {}
    for at, (comparison, context) in enumerate(gathered.entries):
        tell(at / len(gathered.entries), f"Vue {at + 1} sur {len(gathered.entries)}")
        shown.append(_view(at + 1, comparison, context))
        if shown[-1]["has_chart"]:
            figures[f"graphique-{at + 1}"] = _figures(comparison, server(context.permalink))
    scripts = [*([_plotly()] if figures else []), _own("webpage.js")]
    behind = actions(gathered)
    page = render(
        "webpage.html",
        policy=_POLICY.format(" ".join(map(_digest, scripts))),
        style=_style(),
        title=clean(gathered.title),
        intro=f"{count(len(shown), 'vue')}, données {gathered.data_version} du {gathered.data_date}, "
        f"codage {gathered.codebook_version}, export du {gathered.made_on:%d/%m/%Y}.",
        permalink=gathered.permalink if is_address(gathered.permalink) else "",
        opening=gathered.opening,
        views=shown,
        actions=[_linked(action, gathered) for action in behind],
        number=count(len(behind), "action"),
        method=method(gathered, len(behind)),
        documents=[[one.territory, one.title, one.kind, one.date] for one in documents(gathered)],
        citation=full_citation(gathered),
        figures=Markup(_json({"config": CONFIG, "charts": figures})) if figures else "",
        scripts=[Markup(script) for script in scripts],
    )
    said = page + json.dumps(_plain(figures), ensure_ascii=False)
    tell(1.0, "Page prête")
    return page.replace(_FONTS, faces_of(said), 1).encode("utf-8", "replace")


def _view(number: int, comparison: Comparison, context: Context) -> dict[str, Any]:
    """What the template says of a view."""
    page = _actions_page(context)
    # Two views may ask the same question: what is named after it must differ.
    named = replace(comparison, question=f"Vue {number} : {comparison.question}")
    chart = chart_of(named)
    # Here a table of data follows, which holds the document's words too.
    html = matrix(chart, LIGHT, page, shade) if isinstance(chart, MatrixChart) else drawn(chart, LIGHT, page)
    return {
        "number": number,
        "title": title_of(comparison, context),
        # An author's title does not hide what the figures say.
        "finding": comparison.finding if context.heading else "",
        "comparison": comparison,
        "context": context,
        "filters": filters_line(comparison, context),
        "empty": comparison.empty if comparison.is_empty else "",
        "drawn": Markup(html),
        "has_chart": not html and not comparison.is_empty,
        "series": chart.series if isinstance(chart, DotChart) else (),
        "notes": chart.notes,
        "alternative": alternative(chart_of(comparison)),
        "table": Markup("" if comparison.is_empty else table(named, page)),
        "sources": source_line(chart),
        "permalink": context.permalink if is_address(context.permalink) else "",
        "citation": citation(comparison, context),
    }


def _actions_page(context: Context) -> str | None:
    """The page that lists actions on the server that the view comes from; none where it has no address."""
    base = server(context.permalink)
    return f"{base}{ACTIONS.address}" if base else None


def _linked(action: dict[str, Any], gathered: Gathered) -> dict[str, Any]:
    """An action with the address of its record, on the server of the first view that counts it."""
    comparison, context = gathered.entries[action["views"][0] - 1]
    page = _actions_page(context)
    return {
        **action,
        "runs": runs(action["views"]),
        "link": comparison.selection.but(action=action["action_id"]).url(page) if page else None,
    }


def shade(step: int, look: Appearance) -> tuple[str, str]:
    """Ground and ink of a cell as variables of the page, which differ by day and by night."""
    return (f"var(--er-step-{step})", f"var(--er-on-{step})") if step else ("var(--er-ground)", "var(--er-quiet)")


def _style() -> Markup:
    """The style of the page, and where the fonts will stand."""
    return Markup(colours() + _FONTS)


def colours() -> str:
    """The dashboard's own sheet, its colours by night, and what a page without the dashboard adds."""
    night = {f"--er-{name}": getattr(DARK, name) for name in ("ink", "quiet", "grid", "ground", "accent", "unknown")}
    night |= {f"--er-t-{look.key}": look.dark for look in EVERY_LOOK}
    return (
        render("style.css", look=LIGHT)
        + f":root{{{_variables(_steps(LIGHT))}}}"
        + f"@media screen and (prefers-color-scheme: dark){{:root{{{_variables(night | _steps(DARK))}}}}}"
        + _own("webpage.css")
    )


def _steps(look: Appearance) -> dict[str, str]:
    """The grounds and inks of the cells of a matrix, by name."""
    found: dict[str, str] = {}
    for step in range(1, len(look.sequential) + 1):
        ground, ink = tone(step, look)
        found |= {f"--er-step-{step}": ground, f"--er-on-{step}": ink}
    return found


def _variables(values: dict[str, str]) -> str:
    return "".join(f"{name}:{value};" for name, value in values.items())


def _figures(comparison: Comparison, base: str) -> dict[str, Any]:
    """The chart by day and by night, and where its marks lead."""
    links = {}
    chart = chart_of(comparison)
    for row in chart.rows if base and isinstance(chart, DotChart) else ():
        for mark in row.marks:
            if mark.behind:
                links[f"{mark.category_id}|{mark.series_id}"] = mark.behind.url(f"{base}{ACTIONS.address}")
    plotted = {look.name: figure(chart, look) for look in (LIGHT, DARK)}
    for one in plotted.values():
        for trace in one["data"]:
            if not links and isinstance(trace.get("hovertext"), list):
                trace["hovertext"] = [text.replace(CLICK_HINT, "") for text in trace["hovertext"]]
    return {**plotted, "links": links, "name": names.of_view(comparison, "")}


def _json(value: Any) -> str:
    """JSON that no script element can be closed by: of ASCII, without the signs that HTML reads."""
    text = json.dumps(_plain(value), separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _plain(value: Any) -> Any:
    """The value of numpy's types as JSON has them; what is no number is null."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [_plain(one) for one in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _digest(script: str) -> str:
    """The script as the policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode('utf-8')).digest()).decode()}'"


def _own(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")


@lru_cache(maxsize=1)
def _plotly() -> str:
    """plotly.js, as the charts on the server's pages use it."""
    script = (package_folder("plotly") / "package_data" / "plotly.min.js").read_text("utf-8")
    assert "</script" not in script.lower(), "would close its own element"
    return script
