"""Why something that a planner asked for was not done."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refused:
    """Why something was not done; `said` is French and says what to do."""

    said: str


UNKEPT = (
    "Ce serveur ne peut pas garder votre plan : l’espace y manque, ou il y est interdit d’écrire. Prévenir qui le "
    "tient, puis réessayer : rien n’est perdu de ce qui était gardé."
)
UNDER_WAY = "Une mise à jour de cette comparaison est déjà en cours : attendre quelques secondes, puis réessayer."
