"""Headers of every answer: a page asks nothing of any other host, tells none its address, and stands in no frame of
another's.

Streamlit's own pages carry scripts within their document, and styles within elements: only there is `unsafe-inline`
allowed. The pages of the projection have stricter policies of their own, which stay.
"""

from __future__ import annotations

import os
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Sites in whose frames the dashboard may stand, parted by blanks: « https://intranet.exemple.fr ».
_FRAMES = "EN_REGARD_FRAMES"
_SITE = re.compile(r"https?://[A-Za-z0-9.*:\[\]-]+")


def policy(frames: tuple[str, ...] = ()) -> str:
    """The Content-Security-Policy of Streamlit's pages, which may stand in frames of these sites beside our own."""
    return "; ".join(
        [
            "default-src 'self'",
            # Streamlit's document and `st.html` hold scripts; plotly and the tables compile functions and WebAssembly.
            "script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' ws: wss: data: blob:",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            " ".join(["frame-ancestors 'self'", *frames]),
        ]
    )


def declared_frames() -> tuple[str, ...]:
    """The sites that the server's owner named; what is no site is left out."""
    return tuple(one for one in os.environ.get(_FRAMES, "").split() if _SITE.fullmatch(one))


def _over_tls(headers: MutableHeaders) -> MutableHeaders:
    """The headers, with cookies that leave over nothing but TLS."""

    def secured(name: bytes, value: bytes) -> bytes:
        is_bare = name.lower() == b"set-cookie" and b"secure" not in value.lower().replace(b" ", b"").split(b";")
        return value + b"; Secure" if is_bare else value

    return MutableHeaders(raw=[(name, secured(name, value)) for name, value in headers.raw])


class SecureHeaders:
    """Adds what an answer does not say itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        frames = declared_frames()
        self._headers = {
            "Content-Security-Policy": policy(frames),
            "X-Content-Type-Options": "nosniff",
            # The address of a plan or a dossier is its only key: no other site learns it from a link.
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
            "Cross-Origin-Opener-Policy": "same-origin",
            # Of old browsers, which know no frame-ancestors; it can name no other site.
            **({} if frames else {"X-Frame-Options": "SAMEORIGIN"}),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                held = MutableHeaders(raw=list(message["headers"]))
                for name, value in self._headers.items():
                    held.setdefault(name, value)
                if scope.get("scheme") == "https":
                    held = _over_tls(held)
                if "frame-ancestors 'none'" in held["Content-Security-Policy"]:
                    held["X-Frame-Options"] = "DENY"
                message = {**message, "headers": held.raw}
            await send(message)

        await self._app(scope, receive, with_headers)
