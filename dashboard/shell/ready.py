"""Whether the dashboard can answer: what a proxy or a watchdog asks, beside Streamlit's own `/_stcore/health`."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from dashboard import queries
from dashboard.operations import version


def ready_at(base: str = "") -> Route:
    """The route: 200 with the version of software and data, 503 where no base can be read."""
    return Route(f"{f'/{base}' if base else ''}/pret", _ready)


async def _ready(request: Request) -> JSONResponse:
    try:
        build = (await run_in_threadpool(queries.build)).iloc[0]
    except queries.DatabaseMissing:
        told = {"pret": False, "pourquoi": "La base n’est pas construite, ou ne se lit pas : python -m etl build."}
        return JSONResponse(told, 503, headers={"Cache-Control": "no-store"})
    told = {
        "pret": True,
        "version": version.version(),
        "commit": version.revision(),
        "donnees": str(build["content_hash"]),
    }
    return JSONResponse(told, headers={"Cache-Control": "no-store"})
