"""The pages of the projection: the chooser, the room's screen, the facilitator's window, and what they fetch."""

from __future__ import annotations

import contextlib
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from dashboard import queries
from dashboard.charts.model import Chart, chart_of
from dashboard.dossier import browsers, store, views
from dashboard.dossier.model import UNTITLED, Dossier, DossierRefused
from dashboard.look.formats import typeset
from dashboard.operations import admission
from dashboard.projection import sequences, voices
from dashboard.projection.address import Address, qr, reached
from dashboard.projection.joined import joined
from dashboard.projection.layout import HEIGHT, HEIGHTS
from dashboard.projection.pages import PRESENTER, NotFound, headers, page, root, server_root, told
from dashboard.projection.panels import Panel, behind, caveats
from dashboard.projection.phone_screen import items_of
from dashboard.projection.screens import made, notes_of
from dashboard.projection.sessions import SESSIONS, Outdated, Session
from dashboard.projection.steps import leads_of, parts_of
from dashboard.projection.templates import render
from dashboard.seance import register, votes

_TERRITORY_KEYS, _LONGEST_SHORT = "azeruy", 16


@told
async def projection(request: Request) -> Response:
    """`?seance=` opens a séance (`&role=presentateur`, the facilitator's window); else, what can be projected."""
    asked = request.query_params
    if "seance" in asked:
        session = await SESSIONS.open(asked["seance"])
        if not session.dossier.entries:
            raise NotFound("Ce dossier ne garde encore aucune vue : en ajouter, puis revenir.")
        return await run_in_threadpool(_stage, request, session, asked.get("role") == PRESENTER)
    if "sequence" in asked or "dossier" in asked:
        return RedirectResponse(f"{root(request)}projection/demarrer?{asked}", 307, headers=headers(request))
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
        return JSONResponse({"tag": "", "steps": []}, headers=headers(request))
    content: dict[str, Any] = {
        "tag": tag,
        "title": dossier.title,
        "keys": [entry.key for entry in dossier.entries],
        "steps": [one.as_json() for one in shown],
    }
    if request.query_params.get("role") == PRESENTER:
        content["words"] = {
            entry.key: {"cue": typeset(entry.cue), "note": typeset(entry.note), "minutes": entry.minutes}
            for entry in dossier.entries
        }
        entries = await run_in_threadpool(register.entries, session.name)
        leads = leads_of(dossier)
        content["entries"] = [
            one.as_json() | {"step": leads.get(one.step, one.step)} for one in entries if one.status == "kept"
        ]
    return JSONResponse(content, headers=headers(request))


@told
async def panel(request: Request) -> Response:
    """What opens over a screen: the actions behind a mark, the way to the same view for phones, the caveats."""
    session = await SESSIONS.open(request.query_params.get("seance", ""))
    opened = await run_in_threadpool(_panel, request, session)
    if opened is None:
        return JSONResponse({"title": "Rien derrière cette marque", "pages": []}, headers=headers(request))
    return JSONResponse({"title": opened.title, "pages": opened.pages}, headers=headers(request))


def _panel(request: Request, session: Session) -> Panel | None:
    asked, kind = request.query_params, request.query_params.get("kind", "")
    height = HEIGHTS[session.state.shape]
    if kind == "votes":
        row = asked.get("row", "")
        return voices.of_ballot(session.name, int(row), height) if row.isascii() and row.isdigit() else None
    at = session.dossier.position(asked.get("step", ""))
    if at < 0:
        raise NotFound("Cet écran n’est plus dans le dossier.")
    if kind in ("decisions", "paroles"):
        return voices.of_entries(session.name, session.dossier, kind, session.dossier.entries[at].key, height)
    if kind == "qr":
        return _handout(request, session)
    charts = _charts(session, at)
    if kind == "savoir" and charts:
        return caveats(tuple(dict.fromkeys(note for chart in charts for note in notes_of(chart))), height)
    if kind == "actions":
        return _behind(charts, asked.get("row", ""), asked.get("column", ""), height)
    return None


def _charts(session: Session, at: int) -> list[Chart]:
    """The charts of a step, as it is shown now; without those that cannot be made."""
    charts = []
    for part in parts_of(session.dossier.entries[at]):
        with contextlib.suppress(views.ViewUnknown):
            charts.append(chart_of(made(part, session.state.override)))
    return charts


def _behind(charts: list[Chart], row: str, column: str, height: int = HEIGHT) -> Panel | None:
    """What a mark of one of these charts counts."""
    return next((found for chart in charts if (found := behind(chart, row, column, height))), None)


def _reached(request: Request, session: Session) -> Address:
    return reached(request.url.scheme, request.headers.get("host", ""), server_root(request), session.state.address)


def _handout(request: Request, session: Session) -> Panel:
    """The way to the room's own page on a phone: it follows, votes and writes, and drives nothing."""
    found, code = _reached(request, session), session.seance.code
    rest = f"salle/{code}"
    handed = render(
        "handout.html",
        code=Markup(qr(found.base + rest)),
        host=found.base,
        rest=f"salle/{code[:4]}-{code[4:]}",
        warning=found.warning,
    )
    return Panel("Le même écran sur un téléphone", (handed,))


@told
async def remote(request: Request) -> Response:
    """The private code by which a co-facilitator's phone drives the séance: asked for by the facilitator's window."""
    session = await SESSIONS.open(request.query_params.get("seance", ""))
    found = await run_in_threadpool(_reached, request, session)
    way = urlencode({"seance": session.name, "role": PRESENTER, "forme": "telecommande"})
    made_page = render("remote.html", code=Markup(qr(f"{found.base}projection?{way}")), warning=found.warning)
    return JSONResponse({"page": made_page}, headers=headers(request))


@told
async def votables(request: Request) -> Response:
    """What a vote can be about: the rows of a screen, or the actions behind one of its marks."""
    session = await SESSIONS.open(request.query_params.get("seance", ""))
    items = await run_in_threadpool(_votables, request, session)
    return JSONResponse({"items": [vars(one) for one in items]}, headers=headers(request))


def _votables(request: Request, session: Session) -> list[votes.Item]:
    asked = request.query_params
    at = session.dossier.position(asked.get("step", ""))
    if at < 0:
        raise NotFound("Cet écran n’est plus dans le dossier.")
    charts = _charts(session, at)
    if "row" in asked:
        opened = _behind(charts, asked["row"], asked.get("column", ""))
        return list(opened.items[: votes.MOST_ITEMS]) if opened else []
    return [item for chart in charts for item in items_of(chart)]


def _stage(request: Request, session: Session, is_presenter: bool) -> Response:
    themes, territories = queries.themes(), queries.territories()
    compared = territories[territories["is_compared"]]
    return page(
        request,
        "presenter.html" if is_presenter else "room.html",
        title=session.seance.title,
        seance=session.name,
        # The facilitator's own window is light or dark as their machine is.
        look="" if is_presenter else session.state.look,
        room_look=session.state.look,
        address=session.state.address,
        found=reached(request.url.scheme, request.headers.get("host", ""), server_root(request)).base,
        is_hiding=request.query_params.get("notes") == "cachees",
        is_remote=request.query_params.get("forme") == "telecommande",
        kinds=register.KINDS,
        longest=register.LONGEST,
        question=votes.QUESTION,
        most_dots=votes.MOST_DOTS,
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
    name = browsers.own(request.cookies)
    own: Dossier | None = None
    trouble = ""
    try:
        own = store.take(name) if admission.is_admitted() else None
    except DossierRefused as error:
        trouble = str(error)
    every = sequences.every()
    return page(
        request,
        "chooser.html",
        own=own,
        own_title=(own.title or UNTITLED) if own else "",
        own_link=f"projection/demarrer?{urlencode({'dossier': name})}",
        is_deleted="supprimee" in request.query_params,
        trouble=trouble,
        own_screens=len(joined(own).entries) if own else 0,
        sequences=[(one, len(joined(one.dossier).entries)) for one in every if not one.problem],
        refused=[one for one in every if one.problem],
    )
