"""Whatever stands in the codebook's files or in a sidecar's grammar: built from, or refused with its place and what to
do, within seconds; no pattern keeps the build for ever."""

from __future__ import annotations

import atexit
import csv
import io
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.errors import BuildError, SourceError
from etl.load import build
from etl.sources import read_sources
from etl.tables import tables
from tests.hostile import Recipe, asked, mutated, patiently, recipes, texts
from tests.invented import Invented, write_data

# Codes that exist, where another kind of code is expected; numbers that are none; words of no letter.
_CELLS = (
    *("mobilite", "leader", "val-plan", "val-clair", "cls", "financeur", "dit", "=", "*", "-", "=*", "- -", "''", "1"),
    *("0", "-1", "1_000", "١", "1e3", "9" * 30, "9" * 5_000, "2022-02-30", "2022-05-01", "13", "amounts", "LEADER*"),
    *("halle", "pays", "=LEADER", "a*b", "(", "[", "\\", "3 millions d'euros", "1 M€", "0 €", "9" * 400 + " €"),
)
_FILES = (
    *("themes", "levels", "roles", "funders", "scheme_families", "schemes", "engagements", "natures", "scopes"),
    *("grids", "grid_areas", "acronyms", "terms", "crosswalk", "amounts", "amount_kinds", "not_funding", "faults"),
    *("document_funders", "document_schemes", "readings/first/val-plan", "readings/second/val-fiches"),
    *("decisions/haut-pistes", "scheme_funding", "aids", "synonyms"),
)
# Files that the invented codebook does without.
_MORE = {
    "scheme_funding": "scheme_id,funder_id,part,rule,since,until,source_title,source_url,source_date,checked_on\n"
    "cls,ars,actions,Selon l’agence.,2019,,Loi,https://example.org/loi,2019,2026-11-28\n",
    "aids": "document_id,line,title,beneficiary,beneficiary_line,published_on,date_words,date_line,words,words_line,"
    "state,state_line,list_words,list_line\n"
    "val-fiches,3,L'État apporte une enveloppe,,,,,,de 3 millions d'euros,3,,,dans tout le pays,3\n",
    "synonyms": "words,near,is_same,reason\nbus,navette,1,Une navette est un bus.\n",
}


@cache
def _invented() -> Path:
    where = tempfile.mkdtemp(prefix="codebook-")
    atexit.register(shutil.rmtree, where, ignore_errors=True)
    data = Path(where) / "data"
    write_data(data)
    for name, text in _MORE.items():
        (data / "codebook" / f"{name}.csv").write_text(text, "utf-8")
    return data


def tried(name: str, content: bytes, how: Callable[[Path], object], surface: str) -> None:
    """Read all sources, one file of the codebook being another."""
    path = _invented() / "codebook" / f"{name}.csv"
    before = path.read_bytes()
    path.write_bytes(content)
    try:
        asked(surface, lambda: how(_invented()), SourceError, BuildError)
    finally:
        path.write_bytes(before)


def _read(data: Path) -> object:
    return tables(read_sources(data))


def _built(data: Path) -> object:
    return build(data, data.parent / "base.duckdb")


def _content(name: str) -> bytes:
    return (_invented() / "codebook" / f"{name}.csv").read_bytes()


@st.composite
def changed_rows(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of the codebook, some of its cells others, a row there twice, gone or elsewhere."""
    name = draw(st.sampled_from(_FILES))
    rows = list(csv.reader(io.StringIO(_content(name).decode("utf-8"), newline="")))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, max(0, len(rows) - 1)))
        if not rows:
            break
        what = draw(st.sampled_from(["cell", "cell", "cell", "cell", "twice", "gone", "last"]))
        if what == "cell" and rows[at]:
            rows[at][draw(st.integers(0, len(rows[at]) - 1))] = draw(st.sampled_from(_CELLS) | texts)
        elif what == "twice":
            rows.insert(at, list(rows[at]))
        elif what == "gone":
            del rows[at]
        elif what == "last":
            rows.append(rows.pop(at))
    held = io.StringIO(newline="")
    csv.writer(held, lineterminator="\n").writerows(rows)
    return name, held.getvalue().encode("utf-8", "replace")


@patiently(60)
@given(changed_rows())
def test_a_codebook_with_cells_of_any_words_is_read_or_refused(changed: tuple[str, bytes]) -> None:
    tried(*changed, _read, "codebook, cells")


@patiently(40)
@given(st.sampled_from(_FILES), recipes)
def test_a_codebook_whose_bytes_were_changed_is_read_or_refused(name: str, recipe: Recipe) -> None:
    tried(name, mutated(_content(name), recipe), _read, "codebook, bytes")


@patiently(1)
@given(changed_rows())
def test_a_base_of_a_codebook_of_any_words_is_built_or_refused(changed: tuple[str, bytes]) -> None:
    tried(*changed, _built, "codebook, built")


@pytest.mark.parametrize("term", ["-", "'' -", "=*", "_", "( )"])
def test_a_term_without_a_letter_is_refused_at_its_line(term: str, invented: Invented) -> None:
    invented.append("codebook/terms.csv", f"theme,sante,{term},3")
    with pytest.raises(SourceError, match=r"terms\.csv:22: an empty term"):
        read_sources(invented.data)
