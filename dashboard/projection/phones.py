"""The room's phones: the screen that is projected as text, and a voice. Nobody's name or address is kept."""

from __future__ import annotations

import asyncio
import hashlib
import json
from functools import lru_cache
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from dashboard import queries
from dashboard.dossier import store
from dashboard.dossier.assemble import known
from dashboard.dossier.model import Dossier
from dashboard.dossier.received import NotJson, received
from dashboard.operations import visitor
from dashboard.operations.limits import PHONES, REMARKS, VOTES, Limit, TooMany, throttle
from dashboard.projection.joined import joined
from dashboard.projection.pages import Misused, NotFound, body, headers, is_own, page, root, told
from dashboard.projection.phone_screen import phone_screen
from dashboard.projection.state import Known, State, read
from dashboard.projection.steps import parts_of
from dashboard.seance import register, votes

_LARGEST = 20_000
# Whoever guesses codes is slowed.
GUESSES = throttle("guesses", 20, 1 / 3)
_GUESSED = "Trop de codes essayés"
_GUESS_SECONDS, _MOST_SLOWED = 2.0, 50
_COOKIE, _COOKIE_SECONDS = "en-regard-voix-", 3 * 86_400
_slowed = 0


@told
async def door(request: Request) -> Response:
    """Where a code that was read from the screen is typed."""
    code = request.query_params.get("code", "")
    if code:
        typed = "".join(one for one in code.upper() if one.isalnum() and one.isascii())
        return RedirectResponse(f"{root(request)}salle/{typed or '-'}", 303, headers=headers(request))
    return _door(request)


def _door(request: Request, status: int = 200, said: str = "") -> Response:
    return page(request, "phone_door.html", status, title="Suivre une séance", said=said)


@told
async def phone(request: Request) -> Response:
    """The page of a phone; it is told apart from the others from now on."""
    try:
        seance = await _seance(request)
    except NotFound as error:
        # A code that was misread is typed again.
        return _door(request, 404, str(error))
    answer = page(request, "phone.html", title=seance.title, code=seance.code, is_over=seance.ended is not None)
    if not _voter(request, seance):
        PHONES.ask()
        answer.set_cookie(
            _COOKIE + seance.code,
            votes.new_voter(seance.secret),
            max_age=_COOKIE_SECONDS,
            path=f"{root(request)}salle",
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
    return answer


@told
async def screen(request: Request) -> Response:
    """What the room looks at, or the screen of `?step=`; nothing but its mark where the phone has it (`?seen=`)."""
    seance = await _seance(request)
    asked = request.query_params
    told = await run_in_threadpool(_screen, seance, asked.get("step", ""), _voter(request, seance), asked.get("seen"))
    return JSONResponse(told, headers=headers(request))


@told
async def vote(request: Request) -> Response:
    """Count a phone's dots."""
    seance, voter, sent = await _sent(request, VOTES)
    match sent:
        case {"ballot": int(ballot), "number": int(number), "dots": dict(dots)} if 0 < number < 2**53:
            try:
                counted = await run_in_threadpool(_counted, seance, ballot, voter, number, dots)
            except votes.VoteRefused as error:
                return JSONResponse({"refused": str(error)}, 409, headers=headers(request))
            except store.ShelfClosed as error:
                return JSONResponse({"refused": str(error)}, 507, headers=headers(request))
            return JSONResponse({"number": counted}, headers=headers(request))
    return JSONResponse({"refused": "Ce vote ne se lit pas."}, 400, headers=headers(request))


@told
async def remark(request: Request) -> Response:
    """Keep what a phone wrote until the facilitator reads it."""
    seance, voter, sent = await _sent(request, REMARKS)
    match sent:
        case {"client": str(client), "step": str(step), "text": str(text), "who": str(who)}:
            if seance.ended is not None:
                return JSONResponse({"refused": "Cette séance est terminée."}, 409, headers=headers(request))
            dossier = _dossier(seance.name, store.changed_at(seance.name), queries.content_hash())
            if dossier.position(step) < 0 or len(text) > _LONGEST_REMARK:
                said = f"Une remarque a {_LONGEST_REMARK} caractères au plus, sur un écran de la séance."
                return JSONResponse({"refused": said}, 400, headers=headers(request))
            try:
                await run_in_threadpool(
                    register.say, seance.name, f"{voter[:16]}.{client}"[:40], step, "remarque", text, who, by_phone=True
                )
            except register.EntryRefused as error:
                return JSONResponse({"refused": str(error)}, 409, headers=headers(request))
            except store.ShelfClosed as error:
                return JSONResponse({"refused": str(error)}, 507, headers=headers(request))
            return JSONResponse({"kept": client}, headers=headers(request))
    return JSONResponse({"refused": "Cette remarque ne se lit pas."}, 400, headers=headers(request))


_LONGEST_REMARK = 280


def _counted(seance: register.Seance, ballot: int, voter: str, number: int, dots: dict[str, Any]) -> int:
    found = votes.take(seance.name, ballot)
    if found is None:
        raise votes.VoteRefused("Ce vote n’existe plus.")
    return votes.vote(found, voter, number, dots)


async def _seance(request: Request) -> register.Seance:
    """The séance of the code in the address.

    Raises:
        NotFound: there is none.
        TooMany: codes are being guessed.
    """
    global _slowed
    code = request.path_params["code"]
    if _slowed >= _MOST_SLOWED and not request.cookies.get(_COOKIE + code):
        raise TooMany(_GUESSED, _GUESS_SECONDS)
    found = await run_in_threadpool(register.by_code, code)
    if found is not None and store.changed_at(found.name):
        queries.read_from(found.own_base)
        return found
    if not GUESSES.lets(visitor.address()):
        _slowed += 1
        try:
            await asyncio.sleep(_GUESS_SECONDS)
        finally:
            _slowed -= 1
        raise TooMany(
            "Ce code n’est pas celui d’une séance, et trop de codes sont essayés", GUESSES.wait(visitor.address())
        )
    raise NotFound("Aucune séance n’a ce code : le relire sur l’écran de la salle.")


async def _sent(request: Request, limit: Limit) -> tuple[register.Seance, str, Any]:
    """The séance, the phone, and what it sent.

    Raises:
        Misused: another site's page sends it, or a phone that this séance does not know.
        TooMany: it sends more than a thumb does.
    """
    seance = await _seance(request)
    if not is_own(request):
        raise Misused("Cet envoi ne vient pas d’une page d’En regard.")
    voter = _voter(request, seance)
    if not voter:
        raise Misused("Ce téléphone refuse les cookies, ou sa page est ancienne : la recharger.")
    limit.ask(voter)
    content = await body(request, _LARGEST)
    try:
        return seance, voter, received(content)
    except NotJson:
        return seance, voter, None


def _voter(request: Request, seance: register.Seance) -> str:
    text = request.cookies.get(_COOKIE + seance.code, "")
    return text if votes.is_voter(seance.secret, text) else ""


def _screen(seance: register.Seance, step: str, voter: str, seen: str | None) -> dict[str, Any]:
    content = queries.content_hash()
    dossier = _dossier(seance.name, store.changed_at(seance.name), content)
    state = _state(seance, dossier)
    shown = step if dossier.position(step) >= 0 else state.step
    at = dossier.position(shown)
    ballot = None if seance.ended else votes.open_ballot(seance.name)
    number, own = votes.own(ballot.id, voter) if ballot and voter else (0, {})
    entry = dossier.entries[at] if at >= 0 else None
    words: list[Any] = [shown, repr(state.override), content, ballot and [ballot.id, ballot.dots], number, seance.ended]
    shown_parts = parts_of(entry) if entry else ()
    words += [(part.view, part.title, dict(part.params)) for part in shown_parts]
    mark = hashlib.sha256(json.dumps(words, ensure_ascii=False).encode("utf-8")).hexdigest()[:16]
    if seen == mark:
        return {"mark": mark, "room": state.step}
    return {
        "mark": mark,
        "room": state.step,
        "step": shown,
        "keys": [one.key for one in dossier.entries],
        "is_over": seance.ended is not None,
        "html": "".join(
            phone_screen(part.view, tuple(sorted(part.params.items())), part.title, state.override, content)
            for part in shown_parts
        ),
        "ballot": {
            "id": ballot.id,
            "question": ballot.question,
            "dots": ballot.dots,
            "items": [{"id": one.id, "label": one.label, "territory_id": one.territory_id} for one in ballot.items],
            "answers": votes.ANSWERS,
            "number": number,
            "own": own,
        }
        if ballot
        else None,
    }


def _state(seance: register.Seance, dossier: Dossier) -> State:
    identifiers = known()
    here = Known(tuple(entry.key for entry in dossier.entries), identifiers["themes"], identifiers["territories"])
    return read(seance.state, here)


@lru_cache(maxsize=64)
def _dossier(name: str, changed_at: float, content: str) -> Dossier:
    """Read once as long as neither it nor the data change (`content`): every phone asks every few seconds."""
    return joined(store.take(name) or Dossier())
