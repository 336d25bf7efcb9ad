"""Colours, marks and type: measured for contrast and for colour-blind sight, the same on every page and export."""

from __future__ import annotations

from dataclasses import dataclass, replace

SANS = "Source Sans, Source Sans Pro, sans-serif"
SERIF = "Source Serif, Source Serif Pro, serif"
MARKS = {
    "midi-quercy": "circle",
    "coeur-de-lorraine": "square",
    "cahors": "diamond",
    "porte-du-hainaut": "triangle-up",
    "occitanie": "x",
}
GLYPHS = {
    "midi-quercy": "●",
    "coeur-de-lorraine": "■",
    "cahors": "◆",
    "porte-du-hainaut": "▲",
    "occitanie": "✕",
}
# How far along an action is: the fuller, the further.
ENGAGEMENT_SHAPES = {"engage": "●", "programme": "◐", "a-etudier": "○", "orientation": "◇"}
# Marks of further territories, told apart by label first.
_FURTHER_MARKS = ("star", "hexagon", "cross", "pentagon")


@dataclass(frozen=True)
class Appearance:
    """The colours of one ground. `sequential` goes from the faintest cell to the darkest."""

    name: str
    ground: str
    ink: str
    quiet: str
    grid: str
    frame: str
    unknown: str
    accent: str
    sequential: tuple[str, ...]
    on_dark_cell: str
    on_light_cell: str
    territories: dict[str, str]

    def territory(self, territory_id: str) -> str:
        return self.territories.get(territory_id, self.frame)


LIGHT = Appearance(
    name="light",
    ground="#FFFFFF",
    ink="#1B2430",
    quiet="#55606E",
    grid="#E6E9EE",
    frame="#6B7480",
    unknown="#8A929C",
    accent="#24457E",
    sequential=("#E9EEF6", "#CFDAEB", "#A9BEDD", "#7391C5", "#4E74B1", "#24457E"),
    on_dark_cell="#FFFFFF",
    on_light_cell="#1B2430",
    territories={
        "midi-quercy": "#9A1D16",
        "coeur-de-lorraine": "#24457E",
        "cahors": "#C07BB6",
        "porte-du-hainaut": "#68966C",
        "occitanie": "#6B7480",
    },
)
DARK = Appearance(
    name="dark",
    ground="#12171F",
    ink="#EEF1F5",
    quiet="#AEB7C2",
    grid="#2A323D",
    frame="#9AA3AE",
    unknown="#7F8893",
    accent="#8FB4EC",
    sequential=("#1D2735", "#263A57", "#315079", "#4A6FA3", "#7597CB", "#B7CDEE"),
    on_dark_cell="#EEF1F5",
    on_light_cell="#12171F",
    territories={
        "midi-quercy": "#E47126",
        "coeur-de-lorraine": "#75B8F9",
        "cahors": "#C38AAD",
        "porte-du-hainaut": "#99FBED",
        "occitanie": "#9AA3AE",
    },
)

# For a printer without colours: territories keep their marks, and stand 17 steps of lightness apart (CIE L* 8 to 60).
PRINT = replace(
    LIGHT,
    name="print",
    ink="#171717",
    quiet="#4F4F4F",
    grid="#E3E3E3",
    frame="#6E6E6E",
    unknown="#8C8C8C",
    accent="#171717",
    sequential=("#F0F0F0", "#DCDCDC", "#BFBFBF", "#969696", "#6A6A6A", "#333333"),
    on_light_cell="#171717",
    territories={
        "midi-quercy": "#171717",
        "coeur-de-lorraine": "#404040",
        "cahors": "#686868",
        "porte-du-hainaut": "#919191",
        "occitanie": "#6E6E6E",
    },
)


def appearance(name: str | None) -> Appearance:
    """The colours for a ground named `light` or `dark`."""
    return DARK if name == "dark" else LIGHT


def mark(territory_id: str, rank: int = 0) -> str:
    """The plotly symbol of a territory."""
    return MARKS.get(territory_id) or _FURTHER_MARKS[rank % len(_FURTHER_MARKS)]


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2) of a `#RRGGBB` colour."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2) of two colours, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def cell(value: float, largest: float, look: Appearance) -> tuple[str, str]:
    """Ground and ink of a matrix cell: the larger the value, the further along the one hue; the ink that reads best."""
    # What is missing is not above zero either.
    if not (value > 0 and largest > 0):
        return look.ground, look.quiet
    step = min(int(value / largest * len(look.sequential)), len(look.sequential) - 1)
    ground = look.sequential[step]
    ink = max((look.on_dark_cell, look.on_light_cell), key=lambda colour: contrast(colour, ground))
    return ground, ink
