"""Words of a PDF that are printed over others."""

from __future__ import annotations

import numpy as np
import pypdfium2

# Of a letter, how much lies under another where one is printed over it; letters of one glyph share a box.
_MOST, _ONE_GLYPH = 0.4, 3


def overlaps(content: bytes) -> list[str]:
    """What stands around each letter that another is printed over."""
    return [said for page in pypdfium2.PdfDocument(content) for said in _of_page(page.get_textpage())]


def _of_page(text: pypdfium2.PdfTextPage) -> list[str]:
    signs = [at for at in range(text.count_chars()) if text.get_text_range(at, 1).strip()]
    boxes = np.array([text.get_charbox(at) for at in signs]).reshape(-1, 4)
    found = []
    for nth, (left, low, right, high) in enumerate(boxes):
        wide = np.minimum(right, boxes[:, 2]) - np.maximum(left, boxes[:, 0])
        tall = np.minimum(high, boxes[:, 3]) - np.maximum(low, boxes[:, 1])
        over = (wide > _MOST * (right - left)) & (tall > _MOST * (high - low))
        over[max(0, nth - _ONE_GLYPH) : nth + _ONE_GLYPH + 1] = False
        if right - left > 1 and over.any():
            found.append(text.get_text_range(max(0, signs[nth] - 20), 40))
    return found
