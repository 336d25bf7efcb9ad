"""What the user looks at. A permalink, a dossier entry, a step of a projection and a cache key are a Selection."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

MEASURES = ("part", "nombre")

# Field of the Selection -> its name in the URL, in the order of the URL.
LISTS = {
    "territories": "territoire",
    "themes": "theme",
    "levels": "niveau",
    "funders": "financeur",
    "schemes": "dispositif",
    "engagements": "engagement",
}
FLAGS = {"with_secondary": "secondaires", "with_partners": "partenaires"}
_FUNDING_ROLES = ("financeur", "contractant")


@dataclass(frozen=True)
class Selection:
    """Empty lists keep everything; without territories, the compared ones.

    `with_secondary` also keeps actions whose secondary theme is chosen; `with_partners` counts partners among the
    bodies that an action names. `action` is the record that is open.
    """

    territories: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    engagements: tuple[str, ...] = ()
    with_secondary: bool = False
    with_partners: bool = False
    measure: str = "part"
    words: str = ""
    action: str = ""

    def __post_init__(self) -> None:
        if self.measure not in MEASURES:
            raise ValueError(f"measure {self.measure!r} is none of {MEASURES}")

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
        if self.measure != "part":
            params["mesure"] = self.measure
        if self.words:
            params["q"] = self.words
        if self.action:
            params["action"] = self.action
        return params

    def url(self, page: str = "") -> str:
        """Relative link to a page in this state."""
        query = urlencode(self.to_params(), safe=",")
        return f"{page or '.'}{'?' + query if query else ''}"

    def parameters(self) -> dict[str, object]:
        """Parameters of the queries that start from `selected_action`; an empty list is NULL, which keeps all."""
        lists = {name: list(getattr(self, name)) or None for name in LISTS}
        roles = [*_FUNDING_ROLES, *(["partenaire"] if self.with_partners else [])]
        return {**lists, "with_secondary": self.with_secondary, "roles": roles}


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
    values: dict[str, object] = {}
    for name, parameter in LISTS.items():
        asked = [value for value in params.get(parameter, "").split(",") if value]
        values[name] = tuple(dict.fromkeys(value for value in asked if value in known[name]))
        unknown += [f"{parameter}={value}" for value in asked if value not in known[name]]
    for name, parameter in FLAGS.items():
        values[name] = params.get(parameter) == "1"
    measure = params.get("mesure", "part")
    if measure not in MEASURES:
        unknown.append(f"mesure={measure}")
        measure = "part"
    return Reading(
        Selection(**values, measure=measure, words=params.get("q", ""), action=params.get("action", "")),  # type: ignore[arg-type]
        tuple(unknown),
    )
