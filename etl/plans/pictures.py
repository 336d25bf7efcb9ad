"""Pages of a PDF as pictures, to be looked at beside the lines that were read of them."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2

# Pixels of a page's height: what can be read on half a screen.
_HEIGHT = 1_100


def page_picture(folder: Path, page: int) -> bytes | None:
    """A page, from 1, of the PDF that a plan folder received, as PNG; None where there is no such page."""
    path = folder / "received.pdf"
    if not path.exists():
        return None
    document = pypdfium2.PdfDocument(path)
    try:
        if not 1 <= page <= len(document):
            return None
        own = document[page - 1]
        held = io.BytesIO()
        own.render(scale=_HEIGHT / max(1.0, own.get_height())).to_pil().save(held, "PNG", optimize=True)
        return held.getvalue()
    finally:
        document.close()
