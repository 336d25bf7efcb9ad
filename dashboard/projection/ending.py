"""The end of a séance: what its minutes say of it, its files, and the séance sent on, gone on with or deleted."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dashboard import queries
from dashboard.dossier import store
from dashboard.dossier.assembled import Gathered, in_silence
from dashboard.dossier.model import Dossier, DossierRefused
from dashboard.exports import names
from dashboard.exports.core import DossierFormat, Unavailable
from dashboard.exports.dossier import DOSSIER_FORMATS
from dashboard.exports.pdf.sheets import SHEETS
from dashboard.exports.workshop import WORKSHOP, WorkshopFailed
from dashboard.operations import admission
from dashboard.operations.limits import KITS, SEANCES
from dashboard.projection.address import reached
from dashboard.projection.joined import joined
from dashboard.projection.pages import (
    PRESENTER,
    Misused,
    NotFound,
    form,
    headers,
    is_own,
    page,
    problem,
    root,
    told,
)
from dashboard.projection.screens import over
from dashboard.projection.sessions import SESSIONS
from dashboard.projection.steps import numbers_of
from dashboard.seance import minutes, register, votes
from dashboard.seance.file import LARGEST, SeanceRefused, opened, written

_LOG = logging.getLogger(__name__)
_FORMATS: dict[str, DossierFormat] = {one.key: one for one in (*DOSSIER_FORMATS, *SHEETS)}
_MOST_PARTICIPANTS = 100_000


@told
async def end(request: Request) -> Response:
    """The page of the end; sent, it keeps what is said of the séance, ends it, goes on with it or deletes it."""
    if request.method != "POST":
        name = _name(request.query_params.get("seance", ""))
        queries.read_from(await run_in_threadpool(register.own_base, name))
        return await run_in_threadpool(_page, request, name)
    asked = await form(request)
    name = _name(asked.get("seance", ""))
    queries.read_from(await run_in_threadpool(register.own_base, name))
    done = asked.get("do", "")
    way = f"{root(request)}projection"
    if done == "delete":
        if not asked.get("sure"):
            return await run_in_threadpool(_page, request, name, "Cocher « Je confirme » pour supprimer la séance.")
        await SESSIONS.drop(name)
        await run_in_threadpool(register.delete, name)
        return RedirectResponse(f"{way}?{urlencode({'supprimee': '1'})}", 303, headers=headers(request))
    await run_in_threadpool(_describe, name, asked)
    if done in ("end", "resume"):
        await run_in_threadpool(register.end, name, done == "end")
    await SESSIONS.look_again(name)
    if done == "resume":
        return RedirectResponse(
            f"{way}?{urlencode({'seance': name, 'role': PRESENTER})}", 303, headers=headers(request)
        )
    return RedirectResponse(f"{way}/fin?{urlencode({'seance': name})}", 303, headers=headers(request))


@told
async def download(request: Request) -> Response:
    """The minutes, or sheets for tables, in the format asked for; or the whole séance as a file to open elsewhere."""
    name = _name(request.query_params.get("seance", ""))
    key = request.query_params.get("format", "")
    queries.read_from(await run_in_threadpool(register.own_base, name))
    seance, dossier = await run_in_threadpool(_taken, name)
    if key == "seance":
        content = await run_in_threadpool(written, seance, dossier)
        return _file(request, content, "application/json", _named(seance, "seance", "json"))
    one = _FORMATS.get(key)
    if one is None:
        raise NotFound("Ce format n’existe pas.")
    KITS.ask()
    base = reached(request.url.scheme, request.headers.get("host", ""), root(request)).base
    gathered = await run_in_threadpool(_minutes, seance, dossier, base)
    try:
        content = await run_in_threadpool(WORKSHOP.make, one.key, gathered, in_silence)
    except Unavailable as error:
        return problem(request, 503, "Ce fichier ne peut pas être fait ici", str(error))
    except WorkshopFailed as error:
        _LOG.error("minutes could not be made: %s", error)
        return problem(request, 500, "Ce fichier n’a pas pu être fait", "Réessayer, ou prendre un autre format.")
    return _file(request, content, one.mime, _named(seance, one.apart or "compte-rendu", one.extension))


def _minutes(seance: register.Seance, dossier: Dossier, base: str) -> Gathered:
    return minutes.gather(seance, dossier, over, base, numbers_of(joined(dossier)))[0]


@told
async def reopen(request: Request) -> Response:
    """Open a séance that was sent on as a file, under a name of its own."""
    admission.require()
    if not is_own(request):
        raise Misused("Ce formulaire ne vient pas d’une page d’En regard.")
    if int(request.headers.get("content-length") or LARGEST + 10_001) > LARGEST + 10_000:
        raise Misused("Ce fichier est plus grand que celui d’une séance.")
    SEANCES.ask()
    async with request.form(max_files=1, max_fields=4) as sent:
        file = sent.get("file")
        content = await file.read() if isinstance(file, UploadFile) else b""
    try:
        name = await run_in_threadpool(opened, content)
    except (SeanceRefused, DossierRefused) as error:
        return problem(request, 422, "Ce fichier n’est pas celui d’une séance", str(error))
    way = urlencode({"seance": name, "role": PRESENTER})
    return RedirectResponse(f"{root(request)}projection?{way}", 303, headers=headers(request))


def _page(request: Request, name: str, said: str = "") -> Response:
    seance, dossier = _taken(name)
    entries = [one for one in register.entries(name) if one.status == "kept"]
    base = {"seance": name}
    return page(
        request,
        "end.html",
        title=seance.title,
        seance=seance,
        said=said,
        date=minutes.date_in_words(seance.held_on),
        screens=len(minutes.screens(name, dossier)),
        entries=len(entries),
        decisions=sum(one.kind == "decision" for one in entries),
        ballots=len(votes.ballots(name)),
        waiting=sum(one.status == "waiting" for one in register.entries(name)),
        formats=[
            {
                "label": one.label,
                "link": f"projection/compte-rendu?{urlencode({**base, 'format': one.key})}",
                "reason": one.unavailable() or "",
            }
            for one in _FORMATS.values()
        ],
        file=f"projection/compte-rendu?{urlencode({**base, 'format': 'seance'})}",
    )


def _name(text: str) -> str:
    if not store.is_name(text):
        raise NotFound("Cette séance n’existe pas, ou n’existe plus, sur ce serveur.")
    return text


def _taken(name: str) -> tuple[register.Seance, Dossier]:
    dossier = store.take(name)
    if dossier is None:
        raise NotFound("Cette séance n’existe pas, ou n’existe plus, sur ce serveur.")
    return register.opened(name, dossier), dossier


def _describe(name: str, asked: dict[str, Any]) -> None:
    seance, _ = _taken(name)
    typed = asked.get("participants", "").strip()
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= len(str(_MOST_PARTICIPANTS))
    participants = int(typed) if is_number and int(typed) <= _MOST_PARTICIPANTS else None
    said = {field: asked.get(field, getattr(seance, field)).strip() for field in ("title", "held_on", "place")}
    register.describe(name, participants=participants if "participants" in asked else seance.participants, **said)


def _named(seance: register.Seance, what: str, extension: str) -> str:
    return names.of_dossier(seance.title, minutes.day_of(seance), extension, what=what)


def _file(request: Request, content: bytes, mime: str, name: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=mime, headers={**headers(request), "Content-Disposition": disposition})
