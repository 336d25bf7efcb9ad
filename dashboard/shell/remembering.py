"""The cookie that names a browser's dossiers: set by an answer of the server's, so that no script reads it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.dossier import browsers
from dashboard.projection.pages import Misused, body, is_own

_LARGEST = 4_000


def remembering_at(base: str = "") -> Route:
    """The route that a page asks for once a dossier was begun or opened in it."""
    return Route(f"{f'/{base}' if base else ''}/dossier/souvenir", _remember, methods=["POST"])


async def _remember(request: Request) -> Response:
    """Set the cookie; what is sent are names that the browser kept where earlier versions had scripts keep them."""
    try:
        sent = await body(request, _LARGEST) if is_own(request) else None
    except Misused:
        sent = None
    if sent is None:
        return Response(status_code=403)
    answer = Response(status_code=204, headers={"Cache-Control": "no-store"})
    names = browsers.told(request.cookies, sent.decode("ascii", "replace").split("."))
    if names:
        answer.set_cookie(
            browsers.COOKIE,
            names,
            max_age=browsers.SECONDS,
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
    return answer
