"""Colours, marks and type: measured for contrast and for colour-blind sight, the same on every page and export."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

SANS = "Source Sans, Source Sans Pro, sans-serif"
SERIF = "Source Serif, Source Serif Pro, serif"
# How far along an action is: the fuller, the further.
ENGAGEMENT_SHAPES = {"engage": "●", "programme": "◐", "a-etudier": "○", "orientation": "◇"}


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
)

# For a printer without colours.
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
)

# Tones of every sequence.
_STEPS = len(LIGHT.sequential)


def appearance(name: str | None) -> Appearance:
    """The colours for a ground named `light` or `dark`."""
    return DARK if name == "dark" else LIGHT


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2) of a `#RRGGBB` colour."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2) of two colours, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def step_of(value: float, largest: float) -> int:
    """The place of a value among the tones of a sequence, from 1; 0 where there is nothing."""
    # What is missing is not above zero either.
    if not (value > 0 and largest > 0):
        return 0
    return min(int(value / largest * _STEPS), _STEPS - 1) + 1


@lru_cache(maxsize=64)
def tone(step: int, look: Appearance) -> tuple[str, str]:
    """Ground and ink of a cell at this step: the larger, the further along the one hue; the ink that reads best."""
    if not step:
        return look.ground, look.quiet
    ground = look.sequential[step - 1]
    return ground, max((look.on_dark_cell, look.on_light_cell), key=lambda colour: contrast(colour, ground))
