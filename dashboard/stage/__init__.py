"""The projection: a dossier's views one a screen, for a room of thirty people, driven from any of its windows.

Pages of our own beside Streamlit's, so that a key answers at once. `ROUTES` are what `st.App` serves for it.
"""

from __future__ import annotations

from starlette.routing import BaseRoute, Route, WebSocketRoute

from dashboard.stage.assets import asset, font
from dashboard.stage.live import live
from dashboard.stage.web import panel, projection, steps

ROUTES: list[BaseRoute] = [
    Route("/projection", projection),
    Route("/projection/ecrans", steps),
    Route("/projection/panneau", panel),
    Route("/projection/fichiers/{name}", asset),
    Route("/projection/polices/{name}", font),
    WebSocketRoute("/projection/fil", live),
]

__all__ = ["ROUTES"]
