"""What every page of the projection is answered with: its template, its headers, and any error as a French page."""

from __future__ import annotations

import functools
import logging
import uuid
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dashboard import queries
from dashboard.dossier import store
from dashboard.dossier.model import DossierRefused
from dashboard.operations import journal
from dashboard.operations.admission import SignInNeeded
from dashboard.operations.limits import TooMany
from dashboard.page_registry import TAKEN_OFF
from dashboard.projection import assets
from dashboard.projection.sessions import SessionClosed
from dashboard.projection.templates import render

PRESENTER = "presentateur"
_LOG = logging.getLogger(__name__)
_LARGEST_FORM = 20_000
# What every phone of a room asks every few seconds: the journal has no line for it.
_OFTEN = frozenset({"screen"})
Handler = Callable[[Request], Awaitable[Response]]


class NotFound(Exception):
    """The address leads to nothing; the message is French."""


class Misused(Exception):
    """The page was asked for as it is not meant to be; the message is French."""


def told(handler: Handler) -> Handler:
    """Any error as a French page, with a reference to find its trace in the log."""

    @functools.wraps(handler)
    async def answered(request: Request) -> Response:
        try:
            if handler.__name__ in _OFTEN:
                return await handler(request)
            with journal.timed("page", page=f"projection.{handler.__name__}"):
                return await handler(request)
        except (NotFound, SessionClosed) as error:
            return problem(request, 404, "Cette adresse ne mène à aucune séance", str(error))
        except Misused as error:
            return problem(request, 403, "Cette adresse s’ouvre comme une page", str(error))
        except SignInNeeded as error:
            return problem(request, 401, "Se connecter d’abord", str(error))
        except TooMany as error:
            answer = problem(request, 429, "Trop de demandes à la fois", str(error))
            answer.headers["Retry-After"] = str(error.seconds)
            return answer
        except DossierRefused as error:
            return problem(request, 409, "Ce dossier ne se lit plus", str(error))
        except store.ShelfClosed as error:
            return problem(request, 507, "La séance n’a pas pu être ouverte", str(error))
        except queries.DatabaseMissing:
            return problem(
                request, 503, "La base n’est pas encore construite", "Ouvrir la page d’accueil : elle la construit."
            )
        except Exception:
            reference = uuid.uuid4().hex[:8]
            _LOG.exception("a page of the projection could not be made (%s)", reference)
            said = f"Référence à donner pour en retrouver la cause dans le journal : {reference}."
            return problem(request, 500, "Cette page n’a pas pu être faite", said)

    return answered


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    content = render(template, version=assets.version(), root=root(request), **values)
    return HTMLResponse(content, status, headers=headers(request))


def problem(request: Request, status: int, title: str, said: str) -> Response:
    return page(request, "gone.html", status, title=title, said=said)


def root(request: Request) -> str:
    """The path of the dashboard on this server, with its last slash; that of a workspace where it is read in one."""
    return server_root(request) + quote(request.scope.get(TAKEN_OFF, "").lstrip("/") + "/").lstrip("/")


def server_root(request: Request) -> str:
    """The path of the dashboard on this server, whoever reads: phones of a room are not told the address of a plan."""
    path = request.url.path
    at = max(path.rfind("/projection"), path.rfind("/salle"))
    return quote(path[: max(at, 0)]) + "/"


def headers(request: Request) -> dict[str, str]:
    return assets.headers(request.headers.get("host", ""))


async def form(request: Request) -> dict[str, str]:
    """The fields of a form that a page of this very server sent.

    Raises:
        Misused: it comes from elsewhere, or is larger than any of ours.
    """
    if not is_own(request):
        raise Misused("Ce formulaire ne vient pas d’une page d’En regard.")
    return dict(parse_qsl((await body(request, _LARGEST_FORM)).decode("utf-8", "replace"), keep_blank_values=True))


async def body(request: Request, most: int) -> bytes:
    """What was sent, of at most this many bytes.

    Raises:
        Misused: there is more.
    """
    content = b""
    async for part in request.stream():
        content += part
        if len(content) > most:
            raise Misused("Cet envoi est trop long.")
    return content


def is_own(request: Request) -> bool:
    """Whether a page of this very server asks: another site's must change nothing here."""
    origin, host = request.headers.get("origin"), request.headers.get("host", "")
    if origin is None:
        return request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
    try:
        return bool(host) and urlsplit(origin).netloc.lower() == host.lower()
    except ValueError:  # « http://[ » is no origin of anybody
        return False
