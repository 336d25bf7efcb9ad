"""The projection: a dossier's views one a screen, for a room of thirty people, driven from any of its windows.

Pages of our own beside Streamlit's, so that a key answers at once. `routes_at` gives what `st.App` serves for it.
"""

from __future__ import annotations

from starlette.routing import BaseRoute, Route, WebSocketRoute

from dashboard.projection.assets import asset, font
from dashboard.projection.ending import download, end, reopen
from dashboard.projection.phones import door, phone, remark, screen, vote
from dashboard.projection.routes import panel, projection, remote, steps, votables
from dashboard.projection.socket import live
from dashboard.projection.starting import start


def routes_at(base: str = "") -> list[BaseRoute]:
    """What the server answers beside Streamlit's pages, under this path where it is not the host's root."""
    under = f"/{base}" if base else ""
    return [
        Route(f"{under}/projection", projection),
        Route(f"{under}/projection/demarrer", start, methods=["GET", "POST"]),
        Route(f"{under}/projection/ecrans", steps),
        Route(f"{under}/projection/panneau", panel),
        Route(f"{under}/projection/aux-voix", votables),
        Route(f"{under}/projection/telecommande", remote),
        Route(f"{under}/projection/fin", end, methods=["GET", "POST"]),
        Route(f"{under}/projection/compte-rendu", download),
        Route(f"{under}/projection/rouvrir", reopen, methods=["POST"]),
        Route(f"{under}/projection/fichiers/{{name}}", asset),
        Route(f"{under}/projection/polices/{{name}}", font),
        Route(f"{under}/salle", door),
        Route(f"{under}/salle/{{code}}", phone),
        Route(f"{under}/salle/{{code}}/ecran", screen),
        Route(f"{under}/salle/{{code}}/vote", vote, methods=["POST"]),
        Route(f"{under}/salle/{{code}}/remarque", remark, methods=["POST"]),
        WebSocketRoute(f"{under}/projection/fil", live),
    ]


__all__ = ["routes_at"]
