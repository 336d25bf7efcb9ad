"""The start of a séance: what is asked before it opens, and the séance that comes of it."""

from __future__ import annotations

import datetime
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dashboard.dossier import store
from dashboard.dossier.model import UNTITLED, Dossier
from dashboard.operations import admission
from dashboard.operations.limits import SEANCES
from dashboard.projection import sequences
from dashboard.projection.joined import joined
from dashboard.projection.pages import PRESENTER, NotFound, form, headers, page, root, told
from dashboard.seance import register


@told
async def start(request: Request) -> Response:
    """`?sequence=` or `?dossier=` asks for title, date and place; sent, they make one séance and open it."""
    if request.method == "POST":
        asked = await form(request)
        name = await run_in_threadpool(_begun, asked)
        way = urlencode({"seance": name, "role": PRESENTER})
        return RedirectResponse(f"{root(request)}projection?{way}", 303, headers=headers(request))
    return await run_in_threadpool(_asking, request)


def _asking(request: Request) -> Response:
    asked = request.query_params
    what = {name: asked[name] for name in ("sequence", "dossier") if name in asked}
    dossier = _dossier(what)
    return page(
        request,
        "start.html",
        title=dossier.title or UNTITLED,
        what=what,
        screens=len(joined(dossier).entries),
        today=datetime.date.today().isoformat(),
    )


def _dossier(what: dict[str, str]) -> Dossier:
    """The dossier that a séance is to be made of.

    Raises:
        NotFound: there is none, or it holds nothing.
    """
    if "sequence" in what:
        sequence = sequences.found(what["sequence"])
        if sequence is None:
            raise NotFound("Aucune séquence de ce nom ne peut être projetée ici.")
        return sequence.dossier
    admission.require()
    dossier = store.take(what.get("dossier", ""))
    if dossier is None:
        raise NotFound("Ce dossier n’existe pas, ou n’existe plus, sur ce serveur.")
    if not dossier.entries:
        raise NotFound("Ce dossier ne garde encore aucune vue : en ajouter, puis revenir.")
    return dossier


def _begun(asked: dict[str, str]) -> str:
    dossier = _dossier(asked)
    SEANCES.ask()
    source = "" if "sequence" in asked else asked["dossier"]
    said = {name: asked.get(name, "").strip() for name in ("title", "held_on", "place")}
    return register.begin(dossier, source=source, **said).name
