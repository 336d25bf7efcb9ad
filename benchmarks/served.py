"""The dashboard with one more address, `/benchmark/kit`, which makes a kit as the page of a dossier does."""

from __future__ import annotations

import sys

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.dossier import a_dossier
from benchmarks.exports import VIEWS
from dashboard.dossier.assembled import in_silence
from dashboard.exports.kit import KIT
from dashboard.exports.workshop import WORKSHOP
from etl.paths import ROOT


async def _kit(request: Request) -> Response:
    content = await run_in_threadpool(lambda: WORKSHOP.make(KIT.key, a_dossier(VIEWS), in_silence))
    return Response(content, media_type="application/zip")


sys.setswitchinterval(0.0005)  # as app.py has it
app = st.App(ROOT / "dashboard" / "main.py", routes=[Route("/benchmark/kit", _kit)])
