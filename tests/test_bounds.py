"""Files that mean to take a server's time or memory, each read in a process of its own: refused or read within bounds.

The bounds leave a busy machine several times what was measured; what is quadratic misses them by far.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable

import pytest

from etl.readers import PlanRefused
from tests.bounded import bounded
from tests.hostile import LAUGHS, understated, zipped
from tests.hostile_files import files

_SHEET, _WORDS, _SLIDE = "xl/worksheets/sheet1.xml", "word/document.xml", "ppt/slides/slide1.xml"
_DAMAGED, _WIDE, _LARGE = "ne se lit pas", "très loin", "200 Mo"


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def changed(kind: str, part: str, how: Callable[[bytes], bytes], to: str = "") -> bytes:
    """The file made here, one of its parts changed and, where that is said, under another name."""
    found = parts(files(kind)[0])
    found[part] = how(found[part])
    if to:
        found[to] = found.pop(part)
        for name in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
            found[name] = found[name].replace(part.split("/")[-1].encode(), to.split("/")[-1].encode())
    return zipped(*found.items())


def sheet(how: Callable[[bytes], bytes], to: str = "") -> bytes:
    return changed("xlsx", _SHEET, how, to)


def words(how: Callable[[bytes], bytes]) -> bytes:
    return changed("docx", _WORDS, how)


def before(mark: bytes, more: bytes) -> Callable[[bytes], bytes]:
    return lambda held: held.replace(mark, more + mark, 1)


def merged(held: bytes) -> bytes:
    """Areas that all cover the whole sheet."""
    rows = b"".join(b'<row r="%d"><c r="GR%d"><v>1</v></c></row>' % (at, at) for at in range(9, 1_000))
    areas = b"<mergeCells>" + b'<mergeCell ref="A1:GR999"/>' * 3_000 + b"</mergeCells>"
    return before(b"</sheetData>", rows)(re.sub(rb"<mergeCells.*?</mergeCells>", b"", held)).replace(
        b"</sheetData>", b"</sheetData>" + areas
    )


def spreadsheet(rows: bytes) -> bytes:
    """An ODS of one sheet."""
    spaces = b" ".join(
        b'xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (one, one)
        for one in (b"office", b"table", b"text")
    )
    table = b"<table:table table:name='P'>%s</table:table>" % rows
    body = b"<office:body><office:spreadsheet>%s</office:spreadsheet></office:body>" % table
    content = b"<office:document-content %s>%s</office:document-content>" % (spaces, body)
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped(("mimetype", kind), ("content.xml", content), method=zipfile.ZIP_STORED)


def strayed(quote: bytes) -> Callable[[bytes], bytes]:
    """A cell at the end of a sheet, which no row places."""
    return before(b"</sheetData>", b"<row><c r=$XFD1048576$><v>1</v></c></row>".replace(b"$", quote))


_HEADINGS = "".join(f"Axe {at} : Vivre {at}\n\n- Ouvrir le lieu {at}\n" for at in range(30_000)).encode()
_WORD, _TWICE = "n’est pas un document Word", "se recouvrent"
_STYLED = b"".join(
    b'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>Action %d.1 - Ouvrir</w:t></w:r></w:p>' % at
    for at in range(30_000)
)  # fmt: skip
_SPAN = b'<w:gridSpan w:val="1000000000"/>'
_MANY_ROWS = b"<table:table-row table:number-rows-repeated='99999999999'><table:table-cell/></table:table-row>"


def printed(drawn: bytes, pages: int = 1) -> bytes:
    """A PDF whose pages all draw this."""
    held = zlib.compress(drawn)
    parts_ = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join([b"3 0 R"] * pages)),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(held), held),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    numbered = b"".join(b"%d 0 obj%sendobj\n" % (at, one) for at, one in enumerate(parts_, 1))
    return b"%PDF-1.4\n" + numbered + b"trailer<</Size 6/Root 1 0 R>>\n%%EOF"


_LINE = b"BT /F 10 Tf 10 700 Td (" + b"a1" + b"a" * 100_000 + b"-) Tj 0 -12 Td (" + b"b" * 1_000 + b") Tj ET"
_PAGE = b"BT /F 10 Tf 10 700 Td " + b"(Ouvrir un lieu) Tj 0 -12 Td " * 30 + b"ET"

# What is sent; what is said of it, or how many actions it has; seconds and megabytes.
CASES: dict[str, tuple[str, Callable[[], bytes], str | int, float, float]] = {
    "50 MB of text": ("plan.txt", lambda: b"Axe 1 : Vivre\n" * 3_600_000, "20 Mo", 2, 10),
    "thirty thousand headings": ("plan.txt", lambda: _HEADINGS, 30_000, 20, 250),
    "thirty thousand headings in Word": (
        "plan.docx", lambda: words(before(b"<w:sectPr", _STYLED)), 30_002, 20, 400,
    ),
    "one line of 20 MB": ("plan.txt", lambda: b"- " + b"mot " * 4_900_000, "Aucune action", 10, 300),
    "half a million brackets": ("plan.md", lambda: b"- " + b"[(" * 500_000, "Aucune", 10, 300),
    "nineteen million cells": ("plan.csv", lambda: b"Action;Porteur" + b";" * 19_000_000, "aucune ligne", 15, 900),
    "a cell far from all, in other quotes": ("plan.xlsx", lambda: sheet(strayed(b"'")), _WIDE, 5, 100),
    "a cell far from all, on a sheet of another name": (
        "plan.xlsx", lambda: sheet(strayed(b'"'), "xl/worksheets/plan.xml"), _WIDE, 5, 100,
    ),
    "areas that cover each other": ("plan.xlsx", lambda: sheet(merged), _TWICE, 20, 400),
    "rows without end": (
        "plan.xlsx", lambda: sheet(before(b"</sheetData>", b"<row " * 20_000_000)), _DAMAGED, 30, 400,
    ),
    "a line of a PDF without end": ("plan.pdf", lambda: printed(_LINE), "Aucune action", 20, 100),
    "three hundred pages of lines": ("plan.pdf", lambda: printed(_PAGE, 300), "Aucune action", 60, 300),
    "a page that unfolds to 100 MB": ("plan.pdf", lambda: printed(b" " * 100_000_000), "pas de texte", 40, 500),
    "a row repeated for ever": ("plan.ods", lambda: spreadsheet(_MANY_ROWS), _WIDE, 5, 50),
    "a cell over a thousand million columns": (
        "plan.docx", lambda: words(before(b"<w:tcW", _SPAN)), 2, 10, 100,
    ),
    "laughing entities in a sheet": ("plan.xlsx", lambda: sheet(lambda _: LAUGHS), "tableau", 5, 50),
    "laughing entities in a text": ("plan.docx", lambda: words(lambda _: LAUGHS), _WORD, 5, 50),
    "laughing entities on a slide": ("plan.pptx", lambda: changed("pptx", _SLIDE, lambda _: LAUGHS), _DAMAGED, 5, 50),
    "a thousand MB in a ZIP": ("plan.xlsx", lambda: zipped(("a", b"0" * 300_000_000)), _LARGE, 5, 50),
    "the same, said to be ten bytes": (
        "plan.xlsx", lambda: understated(zipped(("a", b"0" * 100_000_000)), 10), _DAMAGED, 30, 100,
    ),
    "a ZIP packed otherwise, which unfolds at once": (
        "plan.docx", lambda: zipped(("a", b"0" * 190_000_000), method=zipfile.ZIP_BZIP2), _DAMAGED, 5, 50,
    ),
    "a ZIP of a hundred thousand files": (
        "plan.pptx", lambda: zipped(*((f"{at}", b"") for at in range(100_000))), _LARGE, 10, 100,
    ),
    "parts one within the other": (
        "plan.docx", lambda: words(lambda _: b"<a>" * 5_000_000), _WORD, 10, 200,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_file_that_asks_for_too_much_is_refused_or_read_within_bounds(name: str) -> None:
    file, content, expected, seconds, megabytes = CASES[name]
    done = bounded("etl.readers", "read", content(), file)
    if isinstance(expected, int):
        assert len(done.given.units) == expected
    else:
        assert isinstance(done.given, PlanRefused), done.given
        assert expected in str(done.given)
    assert done.seconds < seconds and done.megabytes < megabytes, done
