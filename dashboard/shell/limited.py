"""Files that are sent to pages: too many at once are refused in French, before any is read."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.operations.limits import UPLOADS, TooMany

_SENT_TO = "/_stcore/upload_file/"


class LimitedUploads:
    """Lets so many files through as `UPLOADS` says."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in ("PUT", "POST") and _SENT_TO in scope["path"]:
            try:
                UPLOADS.ask()
            except TooMany as error:
                answer = PlainTextResponse(str(error), 429, headers={"Retry-After": str(error.seconds)})
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)
