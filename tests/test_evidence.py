"""The words that led to a code, marked in the text that says them."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from dashboard.look.evidence import marked


@pytest.mark.parametrize(
    ("text", "evidence", "said"),
    [
        ("un plan vélo", ["vélo"], "un plan <mark>vélo</mark>"),
        ("vélo et vélo", ["vélo"], "<mark>vélo</mark> et <mark>vélo</mark>"),
        ("un plan vélo", ["bus"], "un plan vélo"),
        ("un plan vélo", [], "un plan vélo"),
        ("un plan vélo", [""], "un plan vélo"),
        ("", ["vélo"], ""),
        ("un plan vélo", ["plan vélo", "vélo"], "un <mark>plan vélo</mark>"),  # the longer one holds the shorter
        ("plan vélo bus", ["plan vélo", "vélo bus"], "<mark>plan vélo</mark> bus"),  # no mark within a mark
        ("vélo", ["vélo", "vélo"], "<mark>vélo</mark>"),
        ("a < b & c", ["< b"], "a <mark>&lt; b</mark> &amp; c"),
        ("<mark>x</mark>", ["x"], "&lt;mark&gt;<mark>x</mark>&lt;/mark&gt;"),
        ("<script>", ["<script>"], "<mark>&lt;script&gt;</mark>"),
        ("&amp;", ["&"], "<mark>&amp;</mark>amp;"),
        ("aaa", ["aa"], "<mark>aa</mark>a"),
    ],
)
def test_evidence_is_marked_where_the_text_says_it(text: str, evidence: list[str], said: str) -> None:
    found = marked(text, evidence)
    assert isinstance(found, Markup)
    assert str(found) == said


@given(st.text(alphabet="ab<>&\"' é"), st.lists(st.text(alphabet="ab<>&\"' é", max_size=4), max_size=5))
def test_marking_adds_marks_and_nothing_else(text: str, evidence: list[str]) -> None:
    found = str(marked(text, evidence))
    assert html.unescape(re.sub("</?mark>", "", found)) == text
    assert re.findall("</?mark>", found) == ["<mark>", "</mark>"] * found.count("<mark>")
    for words in re.findall("<mark>(.*?)</mark>", found):
        assert html.unescape(words) in evidence
