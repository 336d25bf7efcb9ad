"""What the room's pages are made with, all of it served here: style, scripts, fonts, and the rules that hold them."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from dashboard.look.palette import DARK, LIGHT, tone
from dashboard.look.text_width import FILES, font_file
from dashboard.projection.templates import render

_TEMPLATES = Path(__file__).parent / "templates"
_SCRIPTS = (
    "link.js", "drive.js", "view.js", "room.js", "presenter.js", "voices.js", "ballots.js", "recent.js", "redraw.js",
    "phone.js",
)  # fmt: skip
_STYLES = ("base.css", "room.css", "presenter.css", "phone.css")
_ICONS = "icons"
_YEAR = "public, max-age=31536000, immutable"
_HOST = re.compile(r"[A-Za-z0-9.:\[\]_-]+")


def headers(host: str) -> dict[str, str]:
    """Headers of every page: it asks nothing of any other host, tells none its address, and stands in no frame."""
    # Some browsers do not count the socket of the same host as the page's own.
    socket = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; font-src 'self'; "
        f"img-src 'self' data:; connect-src 'self'{socket}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


@lru_cache(maxsize=1)
def version() -> str:
    """Changes whenever a style, a script or a colour does, so that all of them can be kept for a year."""
    held = [_content(name) for name in (*_SCRIPTS, *_STYLES)]
    return hashlib.sha256("".join(held).encode("utf-8")).hexdigest()[:12]


async def asset(request: Request) -> Response:
    """A style or a script."""
    name = request.path_params["name"]
    if name not in (*_SCRIPTS, *_STYLES):
        raise HTTPException(404)
    kind = "text/javascript" if name.endswith(".js") else "text/css"
    return Response(
        _content(name), media_type=kind, headers={"Cache-Control": _YEAR, "X-Content-Type-Options": "nosniff"}
    )


async def font(request: Request) -> Response:
    """A font of texts, which are ours; the one of icons is Streamlit's, as on its pages."""
    name = request.path_params["name"]
    file = font_file(name) if name in FILES else _icons() if name == _ICONS else None
    if file is None:
        raise HTTPException(404)
    return FileResponse(file, media_type="font/woff2", headers={"Cache-Control": _YEAR})


@lru_cache(maxsize=1)
def _icons() -> Path | None:
    """The font of icons, where Streamlit keeps it."""
    spec = find_spec("streamlit")
    folders = spec.submodule_search_locations if spec and spec.submodule_search_locations else []
    found = (file for folder in folders for file in Path(folder).glob("static/static/media/MaterialSymbols-Rounded*"))
    return next(found, None)


@lru_cache
def _content(name: str) -> str:
    if name.endswith(".js"):
        return (_TEMPLATES / name).read_text("utf-8")
    return render(
        f"{name}",
        grounds={"light": LIGHT, "dark": DARK},
        # Ground and ink of each step of the sequence, as cells of the site have them.
        steps={look.name: [tone(step + 1, look) for step in range(len(look.sequential))] for look in (LIGHT, DARK)},
        fonts=[*FILES, _ICONS],
    )
