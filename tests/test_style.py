"""Colours that can be told apart and text that can be read, on both grounds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.look.palette import DARK, LIGHT, Appearance, appearance, contrast, luminance, step_of, tone

GROUNDS = pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
# WCAG 2: 3 for marks and frames (1.4.11), 4.5 for text (1.4.3).
MARK, TEXT = 3.0, 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert luminance("#FFFFFF") == pytest.approx(1) and luminance("#000000") == 0


@GROUNDS
def test_every_colour_is_written_in_full(look: Appearance) -> None:
    named = [value for value in vars(look).values() if isinstance(value, str) and value != look.name]
    for colour in [*named, *look.sequential]:
        assert re.fullmatch("#[0-9A-F]{6}", colour), colour


@GROUNDS
@pytest.mark.parametrize("ink", ["ink", "quiet", "accent"])
def test_text_can_be_read_on_its_ground(look: Appearance, ink: str) -> None:
    assert contrast(getattr(look, ink), look.ground) >= TEXT


@GROUNDS
@pytest.mark.parametrize("frame", ["frame", "unknown"])
def test_what_is_unknown_and_what_frames_can_be_seen(look: Appearance, frame: str) -> None:
    assert contrast(getattr(look, frame), look.ground) >= MARK


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_bars_of_envelopes_and_of_their_components_can_be_seen(look: Appearance) -> None:
    for colour in look.sequential[-3:]:
        assert contrast(colour, look.ground) >= MARK, colour


@GROUNDS
@given(share=st.floats(0, 1))
def test_the_figure_of_a_cell_can_be_read_whatever_its_value(look: Appearance, share: float) -> None:
    ground, ink = tone(step_of(share, 1.0), look)
    assert contrast(ink, ground) >= TEXT


@GROUNDS
def test_the_larger_a_value_the_further_its_cell_is_from_the_ground(look: Appearance) -> None:
    grounds = [tone(step_of(step / 60, 1.0), look)[0] for step in range(1, 61)]
    assert [look.sequential.index(ground) for ground in grounds] == sorted(map(look.sequential.index, grounds))
    assert set(grounds) == set(look.sequential)
    distances = [contrast(ground, look.ground) for ground in look.sequential]
    assert distances == sorted(distances)


@GROUNDS
def test_a_cell_of_nothing_is_empty(look: Appearance) -> None:
    assert step_of(0, 1) == step_of(0, 0) == step_of(float("nan"), 1) == 0
    assert tone(0, look) == (look.ground, look.quiet)


def test_a_theme_that_is_not_known_is_light() -> None:
    assert [appearance(name).name for name in ("light", "dark", None, "sepia")] == ["light", "dark", "light", "light"]
