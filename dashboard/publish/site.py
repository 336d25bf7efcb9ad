"""The pages of a publication: an index, a page a view, the actions with a search, a page an action, the documents.

All links are relative, so that the pages read from a folder as from any host. Nothing is asked of another host.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from markupsafe import Markup

from dashboard import queries
from dashboard.charts.html import drawn, matrix, table
from dashboard.charts.model import DotChart, MatrixChart, chart_of
from dashboard.charts.words import alternative, source_line
from dashboard.citations import DOCUMENT, LINE
from dashboard.comparisons.core import Comparison
from dashboard.comparisons.places import places
from dashboard.comparisons.record import record
from dashboard.dossier import views
from dashboard.dossier.assembled import Context, Gathered, title_of
from dashboard.dossier.model import Dossier, Entry
from dashboard.exports.core import citation, filters_line, full_citation
from dashboard.exports.dossier_parts import METHOD, is_address
from dashboard.exports.picture.image import svg
from dashboard.look.evidence import as_received
from dashboard.look.palette import LIGHT
from dashboard.look.records import rows
from dashboard.page_registry import DOCUMENTS
from dashboard.publish.browser_index import script
from dashboard.publish.templates import render, shade, style
from dashboard.selection import Selection

# Bytes of a page, at most: what a phone loads at once.
LARGEST_PAGE = 300_000
# Lines of a document on a page; actions listed where no script runs.
_LINES, _LISTED = 400, 200
# Actions that a browser searches without a server.
_MOST_ACTIONS = 20_000
_MARKER = ".en-regard"
_LINK = re.compile(r'href="([^"#][^"]*)"')


class Refused(Exception):
    """The publication cannot be made there, or of this; the message says why."""


def views_of(selections: Sequence[Selection]) -> Dossier:
    """All views that can be shown of these Selections, in the order of the pages."""
    entries = []
    for selection in selections:
        for name in [*views.VIEWS, *(one.key for one in views.amounts(selection, national=True))]:
            # What is about one territory is shown of each that is looked at.
            one_by_one = [selection.but(territories=(one,)) for one in places(selection)]
            for own in one_by_one if views.is_of_territory(name) else [selection]:
                try:
                    views.comparison(name, own)
                except views.ViewUnknown:
                    continue
                entries.append(Entry.of(name, own))
    return Dossier("En regard", tuple(entries))


def publish(gathered: Gathered, out: Path) -> int:
    """Write the pages into this folder, all of them or none; how many.

    Raises:
        Refused: the folder holds something else, or a page would be too large.
        Unavailable: charts cannot be drawn on this machine.
    """
    if out.exists() and any(out.iterdir()) and not (out / _MARKER).exists():
        raise Refused(f"{out} holds something else: name an empty folder, or a new one")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".publication-") as beside:
        made = Path(beside) / "site"
        made.mkdir()
        pages, letters = 0, set("0123456789")
        for name, content in _files(gathered):
            if name.endswith((".html", ".js")):
                letters |= set(content.decode("utf-8"))
            if name.endswith(".html"):
                pages += 1
                if len(content) > LARGEST_PAGE:
                    raise Refused(f"{name} takes {len(content)} bytes, more than {LARGEST_PAGE}")
            (made / name).write_bytes(content)
        (made / "style.css").write_text(style("".join(sorted(letters))), "utf-8")
        (made / _MARKER).write_text(gathered.data_version, "utf-8")
        made.chmod(0o755)
        if out.exists():
            shutil.rmtree(out)
        made.rename(out)
    return pages


def _files(gathered: Gathered) -> Iterator[tuple[str, bytes]]:
    number = int(queries.build().at[0, "actions"])
    if number > _MOST_ACTIONS:
        raise Refused(f"{number} actions are more than a browser searches: at most {_MOST_ACTIONS}")
    every = rows(queries.table("action_overview").sort_values("place"))
    documents = {row["document_id"]: row for row in rows(queries.territories())}
    yield "actions.js", script(every).encode("utf-8")
    shown = [_view(number, *made) for number, made in enumerate(gathered.entries, 1)]
    for view, (comparison, context) in zip(shown, gathered.entries, strict=True):
        if view["picture"]:
            yield view["picture"], svg(comparison, context, bare=True)
    common = {"gathered": gathered, "views": shown, "number": len(every)}
    yield _page("index.html", "index.html", **common, method=METHOD, documents=list(documents.values()),
                citation=full_citation(gathered), permalink=_linked(gathered.permalink))  # fmt: skip
    for view in shown:
        yield _page(view["file"], "view.html", **common, view=view)
    yield _page("actions.html", "actions.html", **common, actions=every[:_LISTED])
    for action in every:
        yield _page(
            _of_action(action["action_id"]),
            "action.html",
            **common,
            selection=None,
            **(record(action["action_id"]) or {}),
        )
    for document in documents.values():
        yield from _document(document, common)


def _page(name: str, template: str, **values: object) -> tuple[str, bytes]:
    return name, static(render(template, **values)).encode("utf-8")


def _view(number: int, comparison: Comparison, context: Context) -> dict[str, Any]:
    chart = chart_of(comparison)
    listing = "actions.html"
    html = matrix(chart, LIGHT, listing, shade) if isinstance(chart, MatrixChart) else drawn(chart, LIGHT, listing)
    has_picture = not html and not comparison.is_empty
    return {
        "number": number,
        "file": f"vue-{number:02}.html",
        "title": title_of(comparison, context),
        "comparison": comparison,
        "context": context,
        "filters": filters_line(comparison, context),
        "drawn": Markup(html),
        "picture": f"vue-{number:02}.svg" if has_picture else "",
        "alternative": alternative(chart),
        "series": chart.series if isinstance(chart, DotChart) else (),
        "notes": chart.notes,
        "table": Markup("" if comparison.is_empty else table(comparison, listing)),
        "sources": source_line(chart),
        "permalink": _linked(context.permalink),
        "citation": citation(comparison, context),
    }


def _document(document: Mapping[str, object], common: Mapping[str, object]) -> Iterator[tuple[str, bytes]]:
    """The lines as received, some hundred a page."""
    name, lines = str(document["document_id"]), int(str(document["line_count"]))
    last = (lines - 1) // _LINES + 1
    for page in range(1, last + 1):
        first = (page - 1) * _LINES + 1
        yield _page(
            _of_line(name, first),
            "document.html",
            **common,
            document=document,
            lines=rows(queries.passage(name, first, min(lines, first + _LINES - 1))),
            pages=[(one, _of_line(name, (one - 1) * _LINES + 1)) for one in range(1, last + 1)],
            page=page,
            as_received=as_received,
        )


def static(html: str) -> str:
    """The same page, its links into the dashboard leading to the static pages."""
    return _LINK.sub(lambda found: f'href="{_static(unescape(found[1]))}"', html)


def _static(link: str) -> str:
    parts = urlsplit(link)
    asked = dict(parse_qsl(parts.query))
    if parts.path == DOCUMENTS.address and DOCUMENT in asked:
        line = int(asked.get(LINE, "1"))
        return f"{_of_line(asked[DOCUMENT], line)}#L{line}"
    if parts.path == "actions.html" and "action" in asked:
        return _of_action(asked["action"])
    return link.replace("&", "&amp;").replace('"', "&quot;")


def _of_action(action_id: str) -> str:
    return f"action-{action_id}.html"


def _of_line(document_id: str, line: int) -> str:
    page = (line - 1) // _LINES + 1
    return f"document-{document_id}.html" if page == 1 else f"document-{document_id}-{page}.html"


def _linked(permalink: str) -> str:
    return permalink if is_address(permalink) else ""
