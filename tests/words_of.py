"""The words of files, read by other libraries than those that write them, by extension."""

from __future__ import annotations

import html as escaped
import io
import re
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree

import openpyxl
import pypdfium2
from pyarrow import parquet


def _workbook(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def _office(content: bytes) -> str:
    """All the words of a package, paragraph by paragraph: slides, their notes and charts, or a document."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for path in package.namelist():
            if re.search(r"/charts/[^/]*\.xml$", path):
                texts = ElementTree.fromstring(package.read(path)).iter()
                found += [one.text or "" for one in texts if one.tag.endswith(("}t", "}v"))]
            if not re.search(r"(slides|notesSlides|word)/[^/]*\.xml$", path):
                continue
            for paragraph in ElementTree.fromstring(package.read(path)).iter():
                if paragraph.tag.endswith("}p"):
                    found.append("".join(one.text or "" for one in paragraph.iter() if one.tag.endswith("}t")))
    return "\n".join(found)


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig")


def _parquet(content: bytes) -> str:
    metadata = parquet.read_schema(io.BytesIO(content)).metadata
    return "\n".join(text.decode() for key, text in metadata.items() if key != b"ARROW:schema")


def _page(content: bytes) -> str:
    return escaped.unescape(re.sub(r"<[^>]+>", " ", content.decode()))


def _svg(content: bytes) -> str:
    return "\n".join("".join(one.itertext()) for one in ElementTree.fromstring(content).iter())


def _pdf(content: bytes) -> str:
    # PDFium tells a hyphen at the end of a line by a sign that is no letter.
    pages = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range().replace("\ufffe", "-") for page in pages)


WORDS: dict[str, Callable[[bytes], str]] = {
    "xlsx": _workbook,
    "pptx": _office,
    "docx": _office,
    "csv": _text,
    "parquet": _parquet,
    "html": _page,
    "svg": _svg,
    "pdf": _pdf,
}
