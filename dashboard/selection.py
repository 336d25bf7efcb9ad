"""What the user looks at. A permalink, a dossier entry, a step of a projection and a cache key are a Selection."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

# Field of the Selection -> its name in the URL, in the order of the URL.
LISTS = {
    "territories": "territoire",
    "themes": "theme",
    "levels": "niveau",
    "funders": "financeur",
    "schemes": "dispositif",
    "engagements": "engagement",
    "natures": "nature",
    "years": "annee",
}
# The grid that the codes are of; the others are derived from it, and the data list them.
OWN_GRID = "themes"
# One of a few: its name in the URL, and its values, the first being the default.
CHOICES = {
    "measure": ("mesure", ("part", "nombre")),
    "lens": ("par", ("themes", "dispositifs", "organismes")),
}
PART, NUMBER = CHOICES["measure"][1]
FLAGS = {"with_secondary": "secondaires", "with_partners": "partenaires"}
_GRID, _WORDS, _REFERENCES, _ACTION = "grille", "q", "epci", "action"
# Intercommunalities that stand beside the territories, at most.
MOST_REFERENCES = 12
# All that an address says of a Selection.
PARAMETERS = frozenset(
    {*LISTS.values(), *FLAGS.values(), *(name for name, _ in CHOICES.values()), _GRID, _WORDS, _REFERENCES, _ACTION}
)


@dataclass(frozen=True)
class Selection:
    """Empty lists keep everything; without territories, the compared ones.

    `levels` are those of bodies that pay; `funders` are bodies named as funder or signatory, envisaged or not; `years`
    are those of stated periods. `with_secondary` also keeps actions whose secondary theme is chosen; `with_partners`
    counts partners among the bodies that an action names. `grid` is the classification through which actions are read.
    `references` are intercommunalities, by SIREN, that stand beside the territories: they filter nothing. `action` is
    the record that is open.
    """

    territories: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    engagements: tuple[str, ...] = ()
    natures: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    with_secondary: bool = False
    with_partners: bool = False
    measure: str = "part"
    lens: str = "themes"
    grid: str = OWN_GRID
    words: str = ""
    references: tuple[str, ...] = ()
    action: str = ""

    def __post_init__(self) -> None:
        for name, (_, values) in CHOICES.items():
            if getattr(self, name) not in values:
                raise ValueError(f"{name} {getattr(self, name)!r} is none of {values}")

    @property
    def in_shares(self) -> bool:
        """Whether actions are shown as shares of those of their document, else as numbers."""
        return self.measure == PART

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """The lists that keep something out, by field."""
        return {name: getattr(self, name) for name in LISTS if getattr(self, name)}

    def but(self, **changes: object) -> Selection:
        """The same Selection with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def without(self, name: str, value: str) -> Selection:
        """The same Selection with one value of a list removed."""
        return self.but(**{name: tuple(kept for kept in getattr(self, name) if kept != value)})

    def to_params(self) -> dict[str, str]:
        """URL query parameters; what is at its default is left out."""
        params = {LISTS[name]: ",".join(values) for name, values in self.filters.items()}
        params |= {FLAGS[name]: "1" for name in FLAGS if getattr(self, name)}
        params |= {
            parameter: getattr(self, name)
            for name, (parameter, values) in CHOICES.items()
            if getattr(self, name) != values[0]
        }
        if self.grid != OWN_GRID:
            params[_GRID] = self.grid
        if self.words:
            params[_WORDS] = self.words
        if self.references:
            params[_REFERENCES] = ",".join(self.references)
        if self.action:
            params[_ACTION] = self.action
        return params

    def url(self, page: str = "", also: Mapping[str, str] | None = None) -> str:
        """Relative link to a page in this state, `also` carrying what is no part of it."""
        query = urlencode(self.to_params() | dict(also or {}), safe=",")
        return f"{page}?{query}" if query else page or "."

    @property
    def filtering(self) -> Selection:
        """What of it queries depend on: the rest says how their answer is shown."""
        flags = {name: getattr(self, name) for name in FLAGS}
        return Selection(**self.filters, **flags)  # type: ignore[arg-type]

    def parameters(self) -> dict[str, object]:
        """The value `selection` of `sql/views`; an empty list is NULL, which keeps all."""
        lists = {name: list(getattr(self, name)) or None for name in LISTS}
        return lists | {name: getattr(self, name) for name in FLAGS}


@dataclass(frozen=True)
class Reading:
    """A Selection read from a URL, and the parts of the URL that mean nothing here."""

    selection: Selection
    unknown: tuple[str, ...] = field(default=())


def read_params(params: Mapping[str, str], known: Mapping[str, Collection[str]]) -> Reading:
    """The Selection of a URL. Unknown identifiers are left out and named, never an error.

    Args:
        params: the URL's query parameters.
        known: identifiers that exist, by field of the Selection.
    """
    unknown: list[str] = []
    values: dict[str, Any] = {}
    for name, parameter in {**LISTS, "references": _REFERENCES}.items():
        asked = [value for value in params.get(parameter, "").split(",") if value]
        values[name] = tuple(dict.fromkeys(value for value in asked if value in known[name]))
        unknown += [f"{parameter}={value}" for value in asked if value not in known[name]]
    unknown += [f"{_REFERENCES}={value}" for value in values["references"][MOST_REFERENCES:]]
    values["references"] = values["references"][:MOST_REFERENCES]
    for name, parameter in FLAGS.items():
        values[name] = params.get(parameter) == "1"
    for name, (parameter, choices) in CHOICES.items():
        asked_choice = params.get(parameter, choices[0])
        values[name] = asked_choice if asked_choice in choices else choices[0]
        unknown += [] if asked_choice in choices else [f"{parameter}={asked_choice}"]
    grid = params.get(_GRID, OWN_GRID)
    if grid != OWN_GRID and grid not in known["grid"]:
        unknown.append(f"{_GRID}={grid}")
        grid = OWN_GRID
    return Reading(
        Selection(**values, grid=grid, words=params.get(_WORDS, ""), action=params.get(_ACTION, "")),
        tuple(unknown),
    )
