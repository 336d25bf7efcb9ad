"""Whether whoever asks may open plans and dossiers: everybody, unless the instance asks to sign in."""

from __future__ import annotations

from contextvars import ContextVar

_ADMITTED: ContextVar[bool] = ContextVar("admitted", default=True)


class SignInNeeded(Exception):
    """Plans and dossiers of this instance are for those who signed in; the message is French and says where."""

    def __init__(self) -> None:
        super().__init__("Cette instance demande de se connecter, à la page « Votre territoire », avant de l’ouvrir.")


def is_admitted() -> bool:
    """Whether the request that is being answered may open them."""
    return _ADMITTED.get()


def require() -> None:
    """Let nobody else go on.

    Raises:
        SignInNeeded: the request does not come from somebody who signed in.
    """
    if not is_admitted():
        raise SignInNeeded


def admit(is_so: bool) -> None:
    """Say so, for the rest of the task that answers."""
    _ADMITTED.set(is_so)
