"""The Word document of a dossier, read as XML, by python-docx and, where it is installed, by LibreOffice."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from dashboard.charts.html import texts
from dashboard.comparisons.core import MATRIX, SHARE, Comparison
from dashboard.dossier.assembled import Gathered, in_silence, title_of
from dashboard.exports.core import Unavailable
from dashboard.exports.docx import report
from dashboard.exports.dossier import DOSSIER_FORMATS
from dashboard.exports.picture import image
from dashboard.look.formats import integer
from tests.charted import value_text
from tests.dossiers_made import CUE, HOSTILE, LONG, NOTE, REMARKS, every_view, gathered, with_hostile_data

pytestmark = pytest.mark.usefixtures("database")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
# A picture of one point: how long a real one takes is the press's business, and tested there.
ONE_POINT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f030005fe02fe"
    "a7359a810000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def whole(database: Path) -> Gathered:
    return gathered(every_view())


@contextmanager
def small() -> Iterator[None]:
    """Pictures are small ones of nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(image, "why_not", lambda: None)
        patch.setattr(image, "png", lambda *_, **__: ONE_POINT)
        yield


@pytest.fixture
def small_pictures() -> Iterator[None]:
    with small():
        yield


@pytest.fixture(scope="module")
def made(whole: Gathered) -> bytes:
    """The document of every view, with small pictures."""
    with small():
        return report.make(whole, in_silence)


@pytest.fixture(scope="module")
def hostile(whole: Gathered) -> bytes:
    """The same of words that data should not hold."""
    with small():
        return report.make(with_hostile_data(whole), in_silence)


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))


def part(made: bytes, name: str = "word/document.xml") -> etree._Element:
    """A part of the file, read by another library than the one that wrote it."""
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert file.testzip() is None
        return etree.fromstring(file.read(name))


def said(element: etree._Element) -> str:
    """The text of an element, its spaces left out."""
    lines = (one.text or "" for one in element.iter(f"{W}t"))
    return plain("".join(lines))


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def tables(made: bytes) -> list[list[list[str]]]:
    return [
        [[said(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
        for table in part(made).iter(f"{W}tbl")
    ]


def expected(comparison: Comparison) -> list[str]:
    """The texts of a matrix's cells, row by row."""
    found = []
    for row in comparison.table.to_dict("records"):
        text = value_text(comparison, row)
        if comparison.unit == SHARE and row["actions"]:
            text += f"·{integer(row['actions'])} sur {integer(row['total'])}"
        found.append(plain(text))
    return found


def test_the_document_is_offered_among_the_formats_of_a_dossier() -> None:
    (offered,) = [one for one in DOSSIER_FORMATS if one.key == "docx"]
    assert (offered.label, offered.extension) == ("Document Word", "docx")
    assert offered.mime == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def test_every_number_of_every_view_stands_in_its_table(whole: Gathered, made: bytes) -> None:
    found = tables(made)
    for comparison, _ in whole.entries:
        if comparison.is_empty:
            continue
        if comparison.mark == MATRIX:
            width = comparison.table[comparison.series.id].nunique()
            cells = [[text for row in table[1:] if len(row) == width + 1 for text in row[1:]] for table in found]
            assert expected(comparison) in cells, comparison.key
        if comparison.mark != MATRIX or comparison.spoken:
            assert [[plain(text) for text in row] for row in texts(comparison)[0]] in found, comparison.key


def test_views_are_headings_in_order_that_the_contents_lead_to(whole: Gathered, made: bytes) -> None:
    document = Document(io.BytesIO(made))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    titles = [title_of(*one) for one in whole.entries]
    assert [plain(one) for one in headings] == [
        plain(one) for one in (*titles, "Les actions derrière ces vues", "Méthode et sources")
    ]
    xml = part(made)
    marks = {one.get(f"{W}name") for one in xml.iter(f"{W}bookmarkStart")}
    entries = [one for one in xml.iter(f"{W}hyperlink") if one.get(f"{W}anchor")]
    assert [one.get(f"{W}anchor") in marks for one in entries] == [True] * len(headings)
    for entry, heading in zip(entries, headings, strict=True):
        assert said(entry).endswith(plain(heading))
    codes = [(one.text or "").strip() for one in xml.iter(f"{W}instrText")]
    assert codes[0] == 'TOC \\o "1-1" \\h \\z \\u'
    marks_of_fields = [one.get(f"{W}fldCharType") for one in xml.iter(f"{W}fldChar")]
    assert [marks_of_fields.count(kind) for kind in ("begin", "separate", "end")] == [len(codes)] * 3
    assert len({one.get(f"{W}id") for one in xml.iter(f"{W}bookmarkStart")}) == len(marks)
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert b"updateFields" not in file.read("word/settings.xml"), "Word would ask a question as it opens"


def test_looks_stand_in_styles_of_the_theme_and_the_language_is_french(made: bytes) -> None:
    xml, styles = part(made), part(made, "word/styles.xml")
    looks = [f"{W}{name}" for name in ("rFonts", "color", "sz", "b", "i", "lang")]
    assert [one.tag for run in xml.iter(f"{W}r") for one in run.iter(*looks)] == []
    (language,) = [one.get(f"{W}val") for one in styles.find(f"{W}docDefaults").iter(f"{W}lang")]
    assert language == "fr-FR"
    known = {one.get(f"{W}styleId") for one in styles.iter(f"{W}style")}
    used = {one.get(f"{W}val") for one in xml.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert used <= known
    theme = part(made, "word/theme/theme1.xml")
    fonts = {one.get("typeface") for one in theme.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}latin")}
    assert fonts == {"Cambria", "Calibri"}
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        footers = b"".join(file.read(name) for name in file.namelist() if "footer" in name)
    assert b" PAGE " in footers and b" NUMPAGES " in footers


def test_pictures_say_what_they_show_and_rows_of_headings_are_repeated(whole: Gathered, made: bytes) -> None:
    xml = part(made)
    drawn = [one for one, _ in whole.entries if one.mark != MATRIX and not one.is_empty]
    described = [(one.get("title"), one.get("descr")) for one in xml.iter(PICTURE)]
    assert len(described) == len(drawn) >= 8
    for (title, description), comparison in zip(described, drawn, strict=True):
        assert plain(title) == plain(comparison.question)
        assert plain(comparison.finding) in plain(description) and "Le tableau des données suit" not in description
    for table in xml.iter(f"{W}tbl"):
        rows = list(table.iter(f"{W}tr"))
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")


def test_words_of_data_and_authors_are_kept_to_the_letter(whole: Gathered, hostile: bytes) -> None:
    everything = said(part(hostile))
    for words in (HOSTILE, NOTE, REMARKS, LONG[:200], "Ce qui s’est dit"):
        assert plain(words) in everything
    assert plain(CUE) not in everything
    properties = Document(io.BytesIO(hostile)).core_properties
    assert plain(properties.title).startswith("Dossier</script><script>") and properties.author == "En regard"
    assert properties.language == "fr-FR" and properties.created.date() == whole.made_on


def test_links_are_addresses_and_every_action_stands_once_with_its_lines(whole: Gathered, made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        links = etree.fromstring(file.read("word/_rels/document.xml.rels"))
    outside = [one.get("Target") for one in links if one.get("TargetMode") == "External"]
    assert set(outside) == {whole.permalink, *(context.permalink for _, context in whole.entries)}
    behind = {row["action_id"]: row for _, context in whole.entries for row in context.actions.to_dict("records")}
    listed = [row for table in tables(made) if table[0][0] == "Action" for row in table[1:]]
    assert sorted(row[0] for row in listed) == sorted(plain(row["title"]) for row in behind.values())
    lines = {plain(row["title"]): (row["first_line"], row["last_line"]) for row in behind.values()}
    for row in listed:
        first, last = lines[row[0]]
        assert row[4] == (f"ligne{first}" if first == last else f"lignes{first}à{last}")


@pytest.mark.usefixtures("no_browser")
def test_without_a_browser_tables_stand_for_the_charts_and_it_is_said(whole: Gathered) -> None:
    made = report.make(whole, in_silence)
    xml = part(made)
    assert not list(xml.iter(PICTURE))
    drawn = [one for one, _ in whole.entries if one.mark != MATRIX and not one.is_empty]
    assert said(xml).count(plain("Le graphique manque, ses chiffres sont dans le tableau.")) == len(drawn)


def test_after_a_picture_that_fails_none_is_waited_for(whole: Gathered, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def fails(*_: object, **__: object) -> bytes:
        asked.append(1)
        raise Unavailable("Trop d’images sont demandées.")

    monkeypatch.setattr(image, "why_not", lambda: None)
    monkeypatch.setattr(image, "png", fails)
    everything = said(part(report.make(whole, in_silence)))
    assert len(asked) == 1 and plain("Trop d’images sont demandées.") in everything


@pytest.mark.usefixtures("small_pictures")
def test_a_dossier_of_nothing_and_one_of_forty_views_are_documents(whole: Gathered) -> None:
    nothing = report.make(replace(whole, entries=()), in_silence)
    assert plain("0 vue") in said(part(nothing))
    forty = replace(whole, entries=(whole.entries * 3)[:40])
    told: list[float] = []
    made = report.make(forty, lambda share, what: told.append(share))
    assert told == sorted(told) and told[-1] == 1.0 and len(told) == 41
    headings = [one for one in Document(io.BytesIO(made)).paragraphs if one.style.name == "Heading 1"]
    assert len(headings) == 42


@pytest.mark.browser
def test_real_pictures_stand_in_the_document_within_its_page(whole: Gathered) -> None:
    if not image.found_browser():
        why = "no Chrome or Chromium on this machine"
        pytest.fail(why) if os.environ.get("EN_REGARD_BROWSER_TESTS") == "required" else pytest.skip(why)
    shown = [one for one in whole.entries if one[0].mark != MATRIX][:4]
    made = Document(io.BytesIO(report.make(replace(whole, entries=tuple(shown)), in_silence)))
    assert len(made.inline_shapes) == len(shown)
    for shape in made.inline_shapes:
        assert 0 < shape.width.cm <= 16.61 and 1 < shape.height.cm <= 20
    heavy = [len(part.blob) for part in made.part.package.iter_parts() if part.partname.endswith(".png")]
    assert len(heavy) == len(shown) and min(heavy) > 5_000, "a blank picture is a small file"


def test_word_opens_it_as_a_document_of_today(whole: Gathered) -> None:
    made = report.make(replace(whole, entries=whole.entries[:1]), in_silence)
    found = part(made, "word/settings.xml").findall(f".//{qn('w:compatSetting')}")
    modes = [one.get(qn("w:val")) for one in found if one.get(qn("w:name")) == "compatibilityMode"]
    assert modes == ["15"]


def test_another_office_reads_it_to_the_last_page(hostile: bytes, tmp_path: Path) -> None:
    soffice, pdftotext = shutil.which("soffice"), shutil.which("pdftotext")
    if not soffice or not pdftotext:
        pytest.skip("LibreOffice or pdftotext is not installed")
    (tmp_path / "dossier.docx").write_bytes(hostile)
    command = [soffice, f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "dossier.docx")], capture_output=True, timeout=180
    )
    if not (tmp_path / "dossier.pdf").exists():
        (tmp_path / "seul.docx").write_bytes(_alone())
        subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "seul.docx")], timeout=180)
        assert not (tmp_path / "seul.pdf").exists(), "LibreOffice reads a plain document, and not ours"
        pytest.skip("this LibreOffice has no Writer")
    read = subprocess.run([pdftotext, str(tmp_path / "dossier.pdf"), "-"], capture_output=True, timeout=60, check=True)
    printed = plain(read.stdout.decode("utf-8"))
    for words in ("Sommaire", "</script><script>alert(1)</script>&", "Citercedossier", "Lesactionsderrièrecesvues"):
        assert plain(words) in printed


def _alone() -> bytes:
    held = io.BytesIO()
    Document().save(held)
    return held.getvalue()
