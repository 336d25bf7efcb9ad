"""What a page of a PDF holds and does not show: letters outside the area that they are clipped to, but for an edge that
nobody can read. Of a merged cell that goes on to the next page, workbooks print the words there again, out of sight."""

from __future__ import annotations

import ctypes
import math

from pypdfium2 import raw

# In points: how far beyond its area something is out of sight for sure; of the height of a line, how much is an edge.
_BEYOND, _EDGE = 1.0, 0.25
Box = tuple[float, float, float, float]


def is_out_of_sight(shown: raw.FPDF_PAGEOBJECT) -> bool:
    """Whether nothing of an object of a page, or the edge of a line, stands within the areas that it is clipped to."""
    clip = raw.FPDFPageObj_GetClipPath(shown)
    paths = raw.FPDFClipPath_CountPaths(clip) if clip else 0
    if paths <= 0:
        return False
    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(shown, *edges):
        return False
    left, bottom, right, top = (edge.value for edge in edges)
    areas = [_area(clip, at) for at in range(paths)]
    # Words that stand upright are cut at their sides.
    edge = _EDGE * (top - bottom) if right - left > top - bottom else -_BEYOND
    return any(
        right < area[0] - _BEYOND or left > area[2] + _BEYOND or top < area[1] + edge or bottom > area[3] - edge
        for area in areas
        if area[0] <= area[2]
    )


def _area(clip: raw.FPDF_CLIPPATH, at: int) -> Box:
    """The box around a path: left, bottom, right and top, in points; none, its left behind its right, of one without
    points."""
    across, up = ctypes.c_float(), ctypes.c_float()
    left, bottom, right, top = math.inf, math.inf, -math.inf, -math.inf
    for point in range(raw.FPDFClipPath_CountPathSegments(clip, at)):
        raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, at, point), across, up)
        left, bottom = min(left, across.value), min(bottom, up.value)
        right, top = max(right, across.value), max(top, up.value)
    return left, bottom, right, top
