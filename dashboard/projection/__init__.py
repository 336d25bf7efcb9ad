"""The projection: a dossier's views one a screen, for a room of thirty people, driven from any of its windows.

Pages of our own beside Streamlit's, so that a key answers at once. `ROUTES` are what `st.App` serves for it.
"""

from __future__ import annotations

from starlette.routing import BaseRoute, Route, WebSocketRoute

from dashboard.projection.assets import asset, font
from dashboard.projection.routes import panel, projection, steps
from dashboard.projection.socket import live

ROUTES: list[BaseRoute] = [
    Route("/projection", projection),
    Route("/projection/ecrans", steps),
    Route("/projection/panneau", panel),
    Route("/projection/fichiers/{name}", asset),
    Route("/projection/polices/{name}", font),
    WebSocketRoute("/projection/fil", live),
]

__all__ = ["ROUTES"]
