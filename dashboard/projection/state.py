"""Where a séance stands: what every window of the room shows, kept on disk so that a new start finds it again."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from dashboard.dossier.received import NotJson, received
from dashboard.projection.address import AddressRefused, checked
from dashboard.projection.layout import HEIGHTS
from dashboard.projection.screens import WIDE, Override

LOOKS, SHAPES = ("light", "dark"), tuple(HEIGHTS)
PANELS = ("actions", "qr", "savoir", "votes", "decisions", "paroles")
_LONGEST_ID, _MOST_PAGES = 200, 1_000


class Refused(ValueError):
    """A change that means nothing here; the message is French."""


@dataclass(frozen=True)
class Known:
    """What a change may name: keys of the séance's steps, themes and territories of the data."""

    steps: tuple[str, ...]
    themes: Collection[str]
    territories: Collection[str]


@dataclass(frozen=True)
class State:
    """`shape` is that of the projected screen; `panel` is what is open over it: its kind, its page and, for actions,
    the mark that was chosen, for votes the ballot. `since` is when the step was reached, `countdown` when the time
    given to the room is over, in seconds since 1970; 0 where none runs. `changes` counts what was done, so that a
    window that was away knows whether others went on."""

    step: str = ""
    page: int = 0
    blank: bool = False
    look: str = "light"
    shape: str = WIDE
    theme: str = ""
    territories: tuple[str, ...] | None = None
    measure: str = ""
    address: str = ""
    panel: Mapping[str, Any] | None = None
    started: float = field(default_factory=time.time)
    since: float = field(default_factory=time.time)
    countdown: float = 0
    changes: int = 0

    @property
    def override(self) -> Override:
        return Override(self.theme, self.territories, self.measure)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def to_text(self) -> str:
        return json.dumps(self.as_json(), ensure_ascii=False)

    def changed(self, to: Any, known: Known) -> State:
        """The state with these parts changed.

        Raises:
            Refused: one of them is no part of a state, or no value of it.
        """
        if not isinstance(to, dict) or not to:
            raise Refused("Un changement nomme ce qui change.")
        values = {name: _checked(name, value, known) for name, value in to.items()}
        if "step" in values:
            # Another step: what was open over the one before closes, and it starts at its first page.
            values = {"page": 0, "panel": None, **values}
            if values["step"] != self.step:
                values["since"] = time.time()
        return replace(self, **values, changes=self.changes + 1)


def read(content: str, known: Known) -> State:
    """The state of a file; whatever of it means nothing (any more) is at its beginning."""
    state = State(step=known.steps[0] if known.steps else "")
    try:
        kept = received(content) if content else {}
    except NotJson:
        return state
    for name, value in kept.items() if isinstance(kept, dict) else ():
        if name == "changes" and isinstance(value, int):
            state = replace(state, changes=value)
            continue
        try:
            state = replace(state, **{name: _checked(name, value, known)})
        except Refused:
            continue
    return state


def _checked(name: str, value: Any, known: Known) -> Any:
    good = {
        "step": lambda: isinstance(value, str) and value in known.steps,
        "page": lambda: _is_page(value),
        "blank": lambda: isinstance(value, bool),
        "look": lambda: value in LOOKS,
        "shape": lambda: value in SHAPES,
        "theme": lambda: isinstance(value, str) and (not value or value in known.themes),
        "territories": lambda: value is None or _is_set(value, known.territories),
        "measure": lambda: value in ("", "part", "nombre"),
        "address": lambda: isinstance(value, str) and len(value) <= _LONGEST_ID,
        "panel": lambda: value is None or _is_panel(value),
        "started": lambda: _is_time(value),
        "since": lambda: _is_time(value),
        "countdown": lambda: _is_time(value),
    }.get(name)
    if good is None or not good():
        raise Refused(f"« {name[:40]} » ne peut pas prendre cette valeur.")
    if name == "address":
        try:
            return checked(value)
        except AddressRefused as error:
            raise Refused(str(error)) from None
    return tuple(value) if name == "territories" and value is not None else value


def _is_time(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e11


def _is_page(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST_PAGES


def _is_set(value: Any, known: Collection[str]) -> bool:
    return (
        isinstance(value, list)
        and 0 < len(value) <= len(known)
        and all(isinstance(one, str) and one in known for one in value)
        and len(set(value)) == len(value)
    )


def _is_panel(value: Any) -> bool:
    if not isinstance(value, dict) or set(value) - {"kind", "page", "row", "column"}:
        return False
    ids = [value.get("row", ""), value.get("column", "")]
    return (
        value.get("kind") in PANELS
        and _is_page(value.get("page", 0))
        and all(isinstance(one, str) and len(one) <= _LONGEST_ID for one in ids)
    )
