"""The pages of the projection: the chooser, the room's screen, the facilitator's window, and what they fetch."""

from __future__ import annotations

import functools
import logging
import time
import uuid
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from dashboard import queries
from dashboard.charts.model import chart_of
from dashboard.dossier import store, views
from dashboard.dossier.model import UNTITLED, Dossier, DossierRefused
from dashboard.look.formats import typeset
from dashboard.projection import assets, sequences
from dashboard.projection.address import qr, reached
from dashboard.projection.panels import Panel, behind, caveats
from dashboard.projection.screens import made
from dashboard.projection.sessions import SESSIONS, Outdated, Session, SessionClosed
from dashboard.projection.templates import render

PRESENTER = "presentateur"
_LOG = logging.getLogger(__name__)
# Séances made from a sequence, within a minute and a day: a room needs one; a mischief, so many that they push what
# visitors keep from the shelf.
_MOST_NEW, _MINUTE = 30, 60.0
_MOST_A_DAY, _DAY = 300, 86_400.0
_MADE: deque[float] = deque()
_TERRITORY_KEYS, _LONGEST_SHORT = "azeruy", 16
Handler = Callable[[Request], Awaitable[Response]]


class NotFound(Exception):
    """The address leads to nothing; the message is French."""


def told(handler: Handler) -> Handler:
    """Any error as a French page, with a reference to find its trace in the log."""

    @functools.wraps(handler)
    async def answered(request: Request) -> Response:
        try:
            return await handler(request)
        except (NotFound, SessionClosed) as error:
            return _problem(request, 404, "Cette adresse ne mène à aucune séance", str(error))
        except DossierRefused as error:
            return _problem(request, 409, "Ce dossier ne se lit plus", str(error))
        except store.ShelfClosed as error:
            return _problem(request, 507, "La séance n’a pas pu être ouverte", str(error))
        except queries.DatabaseMissing:
            return _problem(
                request, 503, "La base n’est pas encore construite", "Ouvrir la page d’accueil : elle la construit."
            )
        except Exception:
            reference = uuid.uuid4().hex[:8]
            _LOG.exception("a page of the projection could not be made (%s)", reference)
            said = f"Référence à donner pour en retrouver la cause dans le journal : {reference}."
            return _problem(request, 500, "Cette page n’a pas pu être faite", said)

    return answered


@told
async def projection(request: Request) -> Response:
    """`?seance=` opens a séance (`&role=presentateur`, the facilitator's window), `?sequence=` makes one."""
    asked = request.query_params
    if "seance" in asked:
        session = await SESSIONS.open(asked["seance"])
        if not session.dossier.entries:
            raise NotFound("Ce dossier ne garde encore aucune vue : en ajouter, puis revenir.")
        return await run_in_threadpool(_stage, request, session, asked.get("role") == PRESENTER)
    if "sequence" in asked:
        return await run_in_threadpool(_new, request, asked["sequence"])
    return await run_in_threadpool(_chooser, request)


@told
async def steps(request: Request) -> Response:
    """All screens of a séance in one answer, so that next and previous wait for nothing; with `?step=`, that one."""
    session = await SESSIONS.open(request.query_params.get("seance", ""))
    dossier = session.dossier
    try:
        tag, shown = await session.screens(request.query_params.get("step"))
    except Outdated:
        # Whoever asked has been told of the newer state, and asks again.
        return JSONResponse({"tag": "", "steps": []}, headers=_headers(request))
    content: dict[str, Any] = {
        "tag": tag,
        "title": dossier.title,
        "keys": [entry.key for entry in dossier.entries],
        "steps": [one.as_json() for one in shown],
    }
    if request.query_params.get("role") == PRESENTER:
        content["words"] = {
            entry.key: {"cue": typeset(entry.cue), "note": typeset(entry.note), "remarks": entry.remarks}
            for entry in dossier.entries
        }
    return JSONResponse(content, headers=_headers(request))


@told
async def panel(request: Request) -> Response:
    """What opens over a screen: the actions behind a mark, the way to the same view for phones, the caveats."""
    session = await SESSIONS.open(request.query_params.get("seance", ""))
    opened = await run_in_threadpool(_panel, request, session)
    if opened is None:
        return JSONResponse({"title": "Rien derrière cette marque", "pages": []}, headers=_headers(request))
    return JSONResponse({"title": opened.title, "pages": opened.pages}, headers=_headers(request))


def _panel(request: Request, session: Session) -> Panel | None:
    asked, state = request.query_params, session.state
    at = session.dossier.position(asked.get("step", ""))
    if at < 0:
        raise NotFound("Cet écran n’est plus dans le dossier.")
    entry = session.dossier.entries[at]
    try:
        comparison = made(entry, state.override)
    except views.ViewUnknown:
        return None
    if asked.get("kind") == "savoir":
        return caveats(chart_of(comparison).notes)
    if asked.get("kind") == "actions":
        return behind(chart_of(comparison), asked.get("row", ""), asked.get("column", ""))
    if asked.get("kind") != "qr":
        return None
    found = reached(request.url.scheme, request.headers.get("host", ""), _root(request), state.address)
    rest = comparison.address.url(views.page_of(entry.view).address)
    rest = "" if rest == "." else rest
    page = render("handout.html", code=Markup(qr(found.base + rest)), host=found.base, rest=rest, warning=found.warning)
    return Panel("Le même écran sur un téléphone", (page,))


def _stage(request: Request, session: Session, is_presenter: bool) -> Response:
    themes, territories = queries.themes(), queries.territories()
    compared = territories[territories["is_compared"]]
    return _page(
        request,
        "presenter.html" if is_presenter else "room.html",
        title=session.dossier.title or UNTITLED,
        seance=session.name,
        # The facilitator's own window is light or dark as their machine is.
        look="" if is_presenter else session.state.look,
        room_look=session.state.look,
        address=session.state.address,
        found=reached(request.url.scheme, request.headers.get("host", ""), _root(request)).base,
        is_hiding=request.query_params.get("notes") == "cachees",
        themes=[
            {"id": row.theme_id, "label": row.label, "short": _short(str(row.label)), "is_focus": row.is_focus}
            for row in themes.itertuples()
        ],
        territories=[
            {
                "id": row.territory_id,
                "label": row.short_name,
                "key": _TERRITORY_KEYS[rank] if rank < len(_TERRITORY_KEYS) else "",
            }
            for rank, row in enumerate(compared.itertuples())
        ],
    )


def _short(label: str) -> str:
    """« Culture » of « Culture et patrimoine »: what a small button can hold, its tooltip saying the whole."""
    short = label.split(",")[0].split(" et ")[0]
    return short if len(short) <= _LONGEST_SHORT else short.split()[0]


def _chooser(request: Request) -> Response:
    name = request.cookies.get(store.COOKIE, "")
    own: Dossier | None = None
    trouble = ""
    try:
        own = store.take(name)
    except DossierRefused as error:
        trouble = str(error)
    every = sequences.every()
    return _page(
        request,
        "chooser.html",
        own=own,
        own_title=(own.title or UNTITLED) if own else "",
        own_link=f"projection?{urlencode({'seance': name})}",
        trouble=trouble,
        sequences=[one for one in every if not one.problem],
        refused=[one for one in every if one.problem],
    )


def _new(request: Request, name: str) -> Response:
    """A copy of a sequence, put on the shelf as a dossier of its own, and its address."""
    if request.headers.get("sec-fetch-dest", "document") != "document":
        return _problem(request, 403, "Cette adresse s’ouvre comme une page", "Elle ne peut pas servir d’image.")
    sequence = sequences.found(name)
    if sequence is None:
        raise NotFound("Aucune séquence de ce nom ne peut être projetée ici.")
    now = time.monotonic()
    while _MADE and _MADE[0] < now - _DAY:
        _MADE.popleft()
    if len(_MADE) >= _MOST_A_DAY or sum(one > now - _MINUTE for one in _MADE) >= _MOST_NEW:
        said = "Attendre une minute, puis recommencer ; ou projeter son propre dossier."
        return _problem(request, 429, "Trop de séances ouvertes à la fois", said)
    _MADE.append(now)
    seance = store.new_name()
    store.put(seance, sequence.dossier)
    role = {"role": PRESENTER} if request.query_params.get("role") == PRESENTER else {}
    return RedirectResponse(
        f"{_root(request)}projection?{urlencode({'seance': seance, **role})}", 303, headers=_headers(request)
    )


def _problem(request: Request, status: int, title: str, said: str) -> Response:
    return _page(request, "gone.html", status, title=title, said=said)


def _page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    content = render(template, version=assets.version(), root=_root(request), **values)
    return HTMLResponse(content, status, headers=_headers(request))


def _root(request: Request) -> str:
    """The path of the dashboard on this server, with its last slash."""
    return quote(request.url.path.rsplit("/projection", 1)[0]) + "/"


def _headers(request: Request) -> dict[str, str]:
    return assets.headers(request.headers.get("host", ""))
