"""Files that are made of a planner's own plan say nothing of its address: who is sent one has no plan to delete."""

from __future__ import annotations

import base64
import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from dashboard import queries
from dashboard.comparisons.identity import identity
from dashboard.comparisons.looks import look_of
from dashboard.dossier import assemble, views
from dashboard.dossier.assembled import in_silence
from dashboard.dossier.model import Dossier, Entry
from dashboard.exports import FORMATS, Format
from dashboard.exports.core import DossierFormat
from dashboard.exports.dossier import DOSSIER_FORMATS
from dashboard.exports.kit import KIT
from dashboard.exports.pdf import fact_sheet
from dashboard.exports.pdf.sheets import SHEETS
from dashboard.exports.workshop import Workshop
from dashboard.look.territories import FURTHER
from dashboard.page_registry import THEMES
from dashboard.selection import Selection
from dashboard.workspace import bringing, store
from tests.brought import ABOUT, workbook

OWN = "cc-faucigny-glieres"
DAY = datetime.date(2026, 11, 28)


@pytest.fixture(scope="module")
def plan(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EN_REGARD_WORKSPACES", str(tmp_path_factory.mktemp("workspaces")))
        own = store.new_name()
        assert bringing.make(workbook(), "plan.xlsx", ABOUT, own) is None
        with queries.reading(store.base(own)):
            yield own


def unfolded(content: bytes) -> bytes:
    """All that a file holds: parts of ZIPs, streams of PDFs, data in base64."""
    found = [content]
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            found += [unfolded(package.read(one)) for one in package.namelist()]
    elif content[:5] == b"%PDF-":
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.S):
            decompressed = zlib.decompressobj()
            try:
                found.append(decompressed.decompress(stream))
            except zlib.error:
                continue  # a font, a picture of another kind
        # As it is printed, wherever lines end.
        printed = "".join(one.extract_text() for one in PdfReader(io.BytesIO(content)).pages)
        found.append("".join(printed.split()).encode())
    found += [base64.b64decode(one) for one in re.findall(rb"base64,([A-Za-z0-9+/=]{200,})", content)]
    return b"\n".join(found)


def tells(content: bytes, own: str) -> bool:
    return own.encode() in unfolded(content) or b"/espace/" in unfolded(content)


@pytest.mark.parametrize("one", [one for one in FORMATS if not one.is_picture], ids=lambda one: one.key)
def test_a_file_of_one_view_does_not_tell(one: Format, plan: str) -> None:
    base = f"https://exemple.fr/espace/{plan}/"
    comparison = views.comparison("themes-par-territoire", Selection(territories=("cahors", OWN)))
    content = one.make(comparison, assemble.context_of(comparison, THEMES, base, DAY))
    assert not tells(content, plan) and b"Faucigny" in unfolded(content)


@pytest.mark.parametrize("one", [*DOSSIER_FORMATS, *SHEETS, KIT], ids=lambda one: one.key)
def test_a_file_of_a_dossier_does_not_tell(one: DossierFormat, plan: str) -> None:
    if one.unavailable():
        pytest.skip(str(one.unavailable()))
    base = f"https://exemple.fr/espace/{plan}/"
    dossier = Dossier("Le plan", tuple(Entry.of(view, Selection()) for view in ("themes-par-territoire", "echeances")))
    gathered = assemble.gather(dossier, base, made_on=DAY).gathered
    assert len(gathered.entries) == 2
    assert not tells(one.make(gathered, in_silence), plan)


def test_the_sheet_of_the_territory_and_the_plan_itself_do_not_tell(plan: str) -> None:
    base = f"https://exemple.fr/espace/{plan}/"
    sheet = fact_sheet.pdf(assemble.of_territory(OWN, base, DAY), identity(OWN))
    assert not tells(sheet, plan)
    assert not tells(store.packed(plan), plan)
    assert not tells(queries.database_bytes(), plan)


def test_files_of_what_everybody_reads_lead_back_as_before(database: Path) -> None:
    with queries.reading(None):
        comparison = views.comparison("themes-par-territoire", Selection())
        assert assemble.permalink_of(comparison, THEMES, "https://exemple.fr/").startswith("https://exemple.fr/themes?")


def test_the_process_that_makes_long_exports_shows_the_plan_as_the_pages_do(plan: str) -> None:
    """It is another process, which read the public base, where the plan's territory has no look."""
    gathered = assemble.gather(Dossier("Le plan", (Entry.of("themes-en-points", Selection()),)), made_on=DAY).gathered
    workshop = Workshop()
    try:
        page = workshop.make("html", gathered, in_silence).decode()
    finally:
        workshop.close()
    own = look_of(OWN)
    assert own != FURTHER and own.glyph in page and FURTHER.glyph not in page
