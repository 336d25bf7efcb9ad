"""Any grammar that a sidecar writes, over any text: the document is cut, or refused with its place and what to do,
within seconds. Whoever writes a sidecar is trusted, and mistaken at times."""

from __future__ import annotations

import datetime
import hashlib
import json
import math
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.documents import read_document
from etl.errors import SourceError
from etl.grammars import cut, patience
from etl.grammars.chosen_lines import repeats
from etl.identifiers import identify
from etl.models import Document
from tests.hostile import Recipe, any_value, asked, mutated, patiently, recipes, texts
from tests.invented import FICHES, PLAN, PLAN_GRAMMAR, SLIDES, SLIDES_GRAMMAR, SLIDES_LINES, sidecar

# The longest that a pattern may take here, and what takes for ever without it.
_SECONDS = 0.25
_CATASTROPHES = (r"^(([a-z])+.)+[A-Z]([a-z])+$", r"^(?P<title>(\w+\s?)*)[!]$", r"(?P<number>x)?(?:(?:.*)*)*#")
PATTERNS = (
    *_CATASTROPHES,
    *("(", "[", "\\", "*", "(?P<title>", "(?P<title>.)(?P<title>.)", "(?<=a*)b", "(?i)x(?i)", "x{1,99999999999}"),
    *("", ".*", "^$", "(?P<number>.)?(?P<label>.)?(?P<title>zz)?", "(?P<number>a)|(?P<title>.+)", "(?P<title>.*)"),
    *(
        r"^(?P<label>.+)$",
        r"(?P<number>\d+)",
        r"^(?P<number>\d+)?.*?(?P<label>)(?P<title>\w*)",
        "(" * 3_000,
        "x" * 9_000,
    ),
    *(
        r"^Pilier (?P<number>\S+) : (?P<label>.+)$",
        r"^Objectif opérationnel n°(?P<number>\S+) : ",
        r"\W*(?:Pilier|Objectif)",
    ),
)
_PLAN = {
    "name": "outline", "units": 4, "units_level": 2, "looks_like_heading": r"^\W*(?:Pilier|Objectif)\b",
    "headings": [
        {"level": 1, "pattern": r"^Pilier (?P<number>\S+) : (?P<label>.+)$"},
        {"level": 2, "pattern": r"^Objectif opérationnel n°(?P<number>\S+) : (?P<label>.+)$"},
    ],
}  # fmt: skip
_FICHES = {
    "name": "fiches", "units": 2, "starts_after": "LES FICHES", "subheading": "^Objectifs$",
    "fiche": r"^(?:(?P<number>\d+)-)?(?P<label>ACTION (?:MATURE|\d{4})) : (?P<title>.+)$",
    "headings": [{"level": 1, "pattern": r"^Axe (?P<number>\d+) – (?P<label>.+)$"}],
    "stray": [{"line": 9, "quote": "Axe 1 – Animer le centre", "reason": "Un titre."}],
}  # fmt: skip
_BULLETS = {"name": "bulleted-list", "units_under": "Accueillir des médecins.", "headings": _PLAN["headings"]}
_SLIDES = {"name": "slides", "units": 2, "engagement": "orientation"}
_WHOLE = ((PLAN, _PLAN, ""), (PLAN, _BULLETS, ""), (FICHES, _FICHES, ""), (SLIDES, _SLIDES, SLIDES_LINES))


def as_toml(value: Any) -> str:
    """A value of JSON or TOML as TOML writes it on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(value) if math.isfinite(value) else {"inf": "inf", "-inf": "-inf"}.get(str(value), "nan")
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(key)} = {as_toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(as_toml, value))}]"
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return _quoted(value) if isinstance(value, str) else str(value or 0)


def _quoted(text: str) -> str:
    clean = text.encode("utf-8", "replace").decode()
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f")


def tried(surface: str, text: bytes, grammar: Any, lines: bytes = b"") -> None:
    """Cut a document as the build does, and take of it what is made of a cut."""
    with tempfile.TemporaryDirectory() as where, pytest.MonkeyPatch.context() as patch:
        patch.setattr(patience, "SECONDS", _SECONDS)
        folder = Path(where) / "essai"
        folder.mkdir()
        whole = sidecar("", "val-clair", "projet", f"grammar = {as_toml(grammar)}\n")
        whole = whole.replace(hashlib.sha256(b"").hexdigest(), hashlib.sha256(text).hexdigest())
        (folder / "source.toml").write_text(whole, "utf-8")
        (folder / "text.txt").write_bytes(text)
        (folder / "lines.csv").write_bytes(lines)

        def made() -> None:
            document = read_document(folder)
            found = cut(document)
            identify(document, found)
            for unit in found.units:
                assert unit.title and unit.text and 1 <= unit.first_line <= unit.last_line <= len(document.lines)
                assert [one.level for one in found.path(unit)] == list(range(len(found.path(unit)), 0, -1))
                for said in (unit, *unit.restated):
                    repeats(document, said)

        began = time.perf_counter()
        asked(surface, made, SourceError)
        assert time.perf_counter() - began < 5, grammar


@st.composite
def changed_grammars(draw: st.DrawFn) -> tuple[str, Any, str]:
    """A whole grammar, one or two of its settings others, gone or new."""
    text, grammar, lines = draw(st.sampled_from(_WHOLE))
    held: Any = json.loads(json.dumps(grammar))
    for _ in range(draw(st.integers(1, 2))):
        places = [(held, key) for key in (*held, "headings", "stray", "engagement", "looks_like_heading", "odd")]
        for one in (*_listed(held, "headings"), *_listed(held, "stray")):
            places += [(one, key) for key in (*one, "followed_by", "odd")]
        where, key = draw(st.sampled_from(places))
        if draw(st.integers(0, 5)) == 0:
            where.pop(key, None)
        else:
            where[key] = draw(st.sampled_from(PATTERNS) | st.integers(-2, 4) | any_value())
    return text, held, lines


def _listed(held: Any, key: str) -> list[Any]:
    found = held.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


@patiently(60)
@given(changed_grammars())
def test_a_grammar_with_settings_of_any_value_cuts_or_is_refused(whole: tuple[str, Any, str]) -> None:
    text, grammar, lines = whole
    tried("grammars, settings", text.encode(), grammar, lines.encode())


@patiently(40)
@given(st.sampled_from(_WHOLE), recipes, st.lists(st.tuples(st.integers(0, 30), texts), max_size=3))
def test_a_text_that_was_changed_is_cut_or_refused(
    whole: tuple[str, Any, str], recipe: Recipe, more: list[tuple[int, str]]
) -> None:
    text, grammar, lines = whole
    held = text.split("\n")
    for at, words in more:
        held.insert(at, words)
    content = mutated("\n".join(held).encode("utf-8", "replace"), recipe)
    free = {key: value for key, value in grammar.items() if key != "units"}
    tried("grammars, texts", content, free, lines.encode())


_LINE = st.integers(-1, 20).map(str) | st.sampled_from(["", "x", "9" * 30, "1_0", "٣"])
_ROLES = st.sampled_from(["heading", "unit", "unit+detail", "entry", "again", "finding"]) | texts


@patiently(30)
@given(st.lists(st.tuples(_ROLES, _LINE, _LINE, _LINE, texts), min_size=1, max_size=4), st.booleans())
def test_lines_that_were_chosen_in_any_way_are_cut_or_refused(rows: list[tuple[str, ...]], are_shipped: bool) -> None:
    said = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    whole = SLIDES_LINES if are_shipped else SLIDES_LINES.split("\n")[0] + "\n"
    lines = (whole + "\n".join(said) + "\n").encode("utf-8", "replace")
    tried("grammars, chosen lines", SLIDES.encode(), {"name": "slides"}, lines)


# What was found so, as small as it can be


@pytest.mark.parametrize("number", ["²", "9" * 12, "9" * 5_000], ids=["a power", "a reference", "digits without end"])
def test_a_number_that_counts_nothing_makes_no_gap_in_a_series(
    number: str, document_of: Callable[..., Document]
) -> None:
    text = PLAN.replace("Pilier 2", f"Pilier {number}")
    grammar = PLAN_GRAMMAR.replace(r"^Pilier (?P<number>\d+)", r"^Pilier (?P<number>\S+)")
    assert not [one for one in cut(document_of(text, grammar)).faults if one.kind == "numero-absent"]


def test_titles_that_are_missing_are_told_by_the_first_and_the_last(document_of: Callable[..., Document]) -> None:
    (fault,) = [
        one
        for one in cut(document_of(PLAN.replace("Pilier 2", "Pilier 900"), PLAN_GRAMMAR)).faults
        if one.kind == "numero-absent"
    ]
    assert fault.explanation.endswith("passe de 1 à 900 : les titres 2 à 899 manquent.")


def refusal(document: Document) -> str:
    with pytest.raises(SourceError) as refused:
        cut(document)
    return str(refused.value)


def test_a_bullet_without_a_word_is_refused_at_its_line(document_of: Callable[..., Document]) -> None:
    said = refusal(document_of(PLAN.replace("- Trouver des locaux vides.", "- **"), PLAN_GRAMMAR))
    assert "text.txt:14: a bullet of signs alone" in said


def test_chosen_lines_begin_with_words(document_of: Callable[..., Document]) -> None:
    lines = SLIDES_LINES.replace("unit,,7,7", "unit,,6,7")
    assert "lines.csv:4: line 6 has no words" in refusal(document_of(SLIDES, SLIDES_GRAMMAR, lines))


@pytest.mark.parametrize("name", ["looks_like_heading", "fiche", "headings"])
@pytest.mark.parametrize("pattern", ["(" * 3_000, "x{1,99999999999}", "(", "(?<=a*)b"])
def test_a_pattern_that_cannot_be_read_is_refused_by_its_name(
    name: str, pattern: str, document_of: Callable[..., Document]
) -> None:
    whole = json.loads(json.dumps(_FICHES | {"looks_like_heading": "^Axe"}))
    (whole["headings"][0] if name == "headings" else whole)["pattern" if name == "headings" else name] = pattern
    said = refusal(document_of(FICHES, f"grammar = {as_toml(whole)}"))
    assert f"the pattern {name!r} cannot be read" in said and "source.toml" in said


def test_a_fiche_needs_the_groups_that_its_parts_are_read_of(document_of: Callable[..., Document]) -> None:
    said = refusal(document_of(FICHES, f"grammar = {as_toml(_FICHES | {'fiche': '^ACTION (?P<title>.+)$'})}"))
    assert "the pattern 'fiche' has no group number, label" in said and "(?P<label>…)" in said


@pytest.mark.parametrize("catastrophe", _CATASTROPHES)
def test_a_pattern_that_is_tried_without_end_ends_the_build_in_words(
    catastrophe: str, document_of: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SECONDS", _SECONDS)
    whole = {**_PLAN, "looks_like_heading": catastrophe}
    began = time.perf_counter()
    said = refusal(document_of("a" * 100 + "\n" + PLAN, f"grammar = {as_toml(whole)}"))
    assert "tried without end" in said and "source.toml" in said
    assert time.perf_counter() - began < 5
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0), "nothing rings later"
