"""How a territory looks, by its rank: one table for every page and every file.

Colours were chosen one after the other, each as far from those before it as the ground lets it be: measured as the
smallest CAM02-UCS distance under normal, deuteranopic, protanopic and tritanopic sight, at a contrast of 3 to 1 at
least. The first four stand 23 apart in light and 17 in dark, all twelve 11 and 13. Marks part what colours leave close.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.look.palette import Appearance


@dataclass(frozen=True)
class TerritoryLook:
    """Colours on a light ground, a dark one, and in greys; a mark by plotly's name and as a sign in texts.

    `key` is what style sheets call it. Office programs have fewer marks, and not every one draws hollow ones:
    `office_mark` is theirs, and the same one in two colours is two looks. `slot` is the colour of an Office theme that
    it takes, empty where it brings its own.
    """

    key: str
    light: str
    dark: str
    print: str
    mark: str
    glyph: str
    office_mark: str
    slot: str = ""

    def colour(self, appearance: Appearance) -> str:
        """The colour on this ground (`#RRGGBB`)."""
        return {"light": self.light, "dark": self.dark, "print": self.print}[appearance.name]


LOOKS = (
    TerritoryLook("1", "#9A1D16", "#E47126", "#171717", "circle", "●", "circle", slot="accent1"),
    TerritoryLook("2", "#24457E", "#75B8F9", "#404040", "square", "■", "square", slot="accent2"),
    TerritoryLook("3", "#C07BB6", "#C38AAD", "#686868", "diamond", "◆", "diamond", slot="accent3"),
    TerritoryLook("4", "#68966C", "#99FBED", "#919191", "triangle-up", "▲", "triangle", slot="accent4"),
    TerritoryLook("5", "#DB550C", "#6149E7", "#171717", "cross", "✚", "plus"),
    TerritoryLook("6", "#9E3DFF", "#925549", "#404040", "star", "★", "star"),
    TerritoryLook("7", "#793D49", "#6D6186", "#686868", "triangle-down", "▼", "dash"),
    TerritoryLook("8", "#7900CE", "#F3CE86", "#919191", "hexagon", "⬢", "dot"),
    TerritoryLook("9", "#9E55AA", "#6D86DB", "#171717", "square-open", "□", "square"),
    TerritoryLook("10", "#6D0055", "#B64900", "#404040", "triangle-up-open", "△", "triangle"),
    TerritoryLook("11", "#AA553D", "#AACEB6", "#686868", "pentagon", "⬟", "circle"),
    TerritoryLook("12", "#AA79E7", "#B6CE00", "#919191", "triangle-left", "◀", "diamond"),
)
# A funder that frames the others, and territories beyond the table: these are told apart by their label alone.
FRAME = TerritoryLook("frame", "#6B7480", "#9AA3AE", "#6E6E6E", "x", "✕", "x", slot="accent5")
FURTHER = TerritoryLook("further", "#737B85", "#8F98A3", "#6E6E6E", "circle-dot", "◉", "circle")
EVERY_LOOK = (*LOOKS, FRAME, FURTHER)


def look_at(rank: int) -> TerritoryLook:
    """The look of the compared territory at this place of the list, from 0."""
    return LOOKS[rank] if rank < len(LOOKS) else FURTHER
