"""The looks of territories: told apart by those who see few colours, on every ground, by mark too, at any number."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from colorspacious import cspace_convert

from dashboard import queries
from dashboard.comparisons.looks import look_of
from dashboard.look.palette import DARK, LIGHT, PRINT, Appearance, contrast
from dashboard.look.territories import EVERY_LOOK, FRAME, FURTHER, LOOKS, look_at
from tests.selections import KNOWN

SIGHTS = ("deuteranomaly", "protanomaly", "tritanomaly")
# The smallest distance between any two of the first so many, as `shared/style.md` gives it for the first four.
APART = {"light": {4: 23, 8: 13, 12: 11}, "dark": {4: 17, 8: 17, 12: 13}}
SHIPPED = ["midi-quercy", "coeur-de-lorraine", "cahors", "porte-du-hainaut"]


def seen(colours: list[str]) -> np.ndarray:
    """Each colour in CAM02-UCS, under normal sight and each of three others (4 × n × 3), by another library."""
    plain = np.array([[int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)] for colour in colours])
    views = [plain]
    for kind in SIGHTS:
        view = cspace_convert(plain, {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}, "sRGB1")
        views.append(np.clip(view, 0, 1))
    return np.array([cspace_convert(view, "sRGB1", "CAM02-UCS") for view in views])


def nearest(colours: list[str]) -> float:
    """The smallest distance of any two, under the sight that sees it smallest."""
    views = seen(colours)
    apart = np.linalg.norm(views[:, :, None] - views[:, None], axis=-1).min(axis=0)
    return float(apart[np.triu_indices(len(colours), 1)].min())


@pytest.mark.parametrize("ground", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_are_told_apart_under_every_sight(ground: Appearance) -> None:
    for many, least in APART[ground.name].items():
        assert nearest([look.colour(ground) for look in LOOKS[:many]]) >= least


@pytest.mark.parametrize("ground", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
def test_every_look_stands_out_from_its_ground(ground: Appearance) -> None:
    for look in EVERY_LOOK:
        assert re.fullmatch("#[0-9A-F]{6}", look.colour(ground))
        assert contrast(look.colour(ground), ground.ground) >= 3, look.key


def test_no_two_looks_share_a_mark_a_sign_or_an_office_mark() -> None:
    assert len(LOOKS) >= 12
    for told in (
        [look.mark for look in EVERY_LOOK],
        [look.glyph for look in EVERY_LOOK],
        [(look.office_mark, look.light) for look in EVERY_LOOK],
    ):
        assert len(set(told)) == len(told)


def test_every_mark_is_drawn_in_the_room_and_on_paper() -> None:
    dashboard = Path(queries.__file__).parent
    symbols = (dashboard / "projection" / "templates" / "symbols.html").read_text("utf-8")
    paper = (dashboard / "exports" / "pdf" / "templates" / "charts.typ").read_text("utf-8")
    for look in EVERY_LOOK:
        assert f'id="m-{look.mark}"' in symbols
        assert f'"{look.mark}"' in paper


def test_the_first_four_are_as_ever_and_the_frame_is_grey(database: Path) -> None:
    assert [look_of(territory).light for territory in SHIPPED] == ["#9A1D16", "#24457E", "#C07BB6", "#68966C"]
    assert [look_of(territory).mark for territory in SHIPPED] == ["circle", "square", "diamond", "triangle-up"]
    assert look_of("occitanie") is FRAME and set(KNOWN["territories"]) == {*SHIPPED, "occitanie"}


def test_beyond_the_table_there_is_one_grey() -> None:
    assert look_at(11) is LOOKS[11] and look_at(12) is look_at(99) is FURTHER
    assert look_of("inconnu") is FURTHER
