"""Sums of money on slides: told as French writes them, never without their envelope, never a bar alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.dossier import views
from dashboard.exports.pptx.deck import deck, make
from dashboard.exports.pptx.sums import envelopes, euro_format
from dashboard.exports.pptx.text import said
from dashboard.selection import Selection
from tests.every_view import context_of, dossier, made
from tests.test_export_pptx import charts, opened, texts
from tests.test_export_template import template

pytestmark = pytest.mark.usefixtures("database")


@pytest.mark.parametrize(
    ("value", "expected"),
    [(5e9, '0,,,"\u202fMd€"'), (2.6e9, '0.0,,,"\u202fMd€"'), (52e6, '0,,"\u202fM€"'), (2005385, '#,##0"\u202f€"')],
)
def test_sums_are_labelled_as_french_writes_them(value: float, expected: str) -> None:
    assert euro_format(value).endswith(expected)


@given(st.data(), st.integers(0, 6))
def test_no_part_stands_without_what_contains_it_however_little_a_slide_holds(data: st.DataObject, more: int) -> None:
    depths = [0]
    for _ in range(data.draw(st.integers(0, 25))):
        depths.append(data.draw(st.integers(0, depths[-1] + 1)))
    most = max(depths) + 2 + more
    pages = envelopes(depths, most)
    assert [at for page in pages for at, again in page if not again] == list(range(len(depths)))
    for page in pages:
        assert len(page) <= most and not all(again for _, again in page)
        for place, (at, _) in enumerate(page):
            above = [one for one, _ in page[:place]]
            if depths[at]:
                envelope = max(one for one in range(at) if depths[one] == depths[at] - 1)
                assert envelope in above and all(depths[one] >= depths[at] for one in above if envelope < one < at)


def test_the_programme_s_sums_stand_with_their_envelope_and_both_depths_are_told_apart() -> None:
    largest = max(made("montants"), key=lambda one: len(one.table))
    names = dict(zip(largest.table["amount_id"], largest.table["label"], strict=True))
    assert set(largest.table["depth"]) == {0, 1, 2}
    for template_of in (None, template(10, 7.5), template(10, 5.625)):
        pages = [
            [str(name) for name in chart.plots[0].categories]
            for chart in charts(opened(deck(dossier([(largest, context_of())], "Titre", template_of))))
        ]
        assert all(len(page) > 1 for page in pages)
        for row in largest.table.dropna(subset="part_of").itertuples():
            own = said({1: "dont ", 2: "–\u00a0dont "}[row.depth] + row.label)
            page = next(page for page in pages if own in page)
            assert any(name.endswith(said(names[row.part_of])) for name in page[: page.index(own)])
    bars = charts(opened(make(largest, context_of())))[0].plots[0].series[0]
    lighter = [bars.points[at].format.fill.fore_color.brightness for at in (1, 4)]
    assert lighter == pytest.approx([0.3, 0.62]), "and by colour"


def test_sums_stand_far_enough_apart_for_each_to_be_named() -> None:
    # Measured on the programme's sixteen sums: a program leaves out every second name where two lines do not fit.
    largest = max(made("montants"), key=lambda one: len(one.table))
    heights = [
        (frame.height / 914_400 - 0.25) / len(frame.chart.plots[0].categories)
        for slide in opened(make(largest, context_of())).slides
        for frame in slide.shapes
        if frame.has_chart
    ]
    assert len(largest.table) > 10 and min(heights) > 2 * 11 * 1.15 / 72


def test_a_period_alone_is_stated_as_a_sum_alone_is() -> None:
    alone = views.comparison("echeances", Selection(themes=("mobilite",), territories=("cahors",)))
    assert len(alone.table) == 1
    slides = opened(make(alone, context_of()))
    row = alone.table.iloc[0]
    assert not charts(slides)
    stated = texts(slides.slides[0])
    assert said(row["years"]) in stated.split("\n") and said(row["title"]) in stated
    for field, title in alone.extra_columns.items():
        assert said(f"{title} : {row[field]}") in stated
