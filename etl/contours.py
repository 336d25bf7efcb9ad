"""Outlines of the territories, from degrees to kilometres, so that they can be drawn at one scale."""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from etl.csvfiles import read_text
from etl.errors import SourceError

# Length of a degree of latitude (mean of the GRS 80 ellipsoid at the latitudes of France), in kilometres.
_DEGREE_KM = 111.2
# The number of a polygon in WKB; the only other shape here is that of several.
_POLYGON = 3


def read_contours(path: Path, territories: set[str]) -> list[dict[str, Any]]:
    """Rows of the table `contour`: rings of points in kilometres from the middle of each territory.

    Raises:
        SourceError: broken GeoJSON, an unknown territory, or a geometry that is no polygon.
    """
    try:
        features = json.loads(read_text(path))["features"]
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise SourceError(path, f"broken GeoJSON ({error!r})", "restore the file from git") from None
    rows = []
    for feature in features:
        try:
            territory, geometry = feature["properties"]["territory_id"], feature["geometry"]
            kind, coordinates = geometry["type"], geometry.get("coordinates") or []
        except (KeyError, TypeError) as error:
            raise SourceError(path, f"a feature lacks its parts ({error!r})", "restore the file from git") from None
        if territory not in territories:
            raise SourceError(path, f"unknown territory {territory!r}", "add it to territories.csv, or remove it here")
        if kind not in ("Polygon", "MultiPolygon"):
            raise SourceError(path, f"the geometry of {territory} is a {kind}", "give a (multi)polygon")
        rings = [ring for polygon in ([coordinates] if kind == "Polygon" else coordinates) for ring in polygon]
        if not rings:
            raise SourceError(path, f"the contour of {territory} has no points", "restore the file from git")
        rows.append({"territory_id": territory, **_in_kilometres(rings)})
    return rows


def joined_contour(outlines: Sequence[bytes]) -> dict[str, Any]:
    """The contour of intercommunalities together, from the WKB of each, without the name of its territory."""
    return _in_kilometres([ring for outline in outlines for ring in _rings(outline)])


def square_km(outline: bytes) -> float:
    """The surface within an outline in WKB, in square kilometres: the holes of a polygon turn the other way."""
    rings = _in_kilometres(_rings(outline))["rings"]
    return abs(sum(x * y_next - x_next * y for ring in rings for (x, y), (x_next, y_next) in pairwise(ring)) / 2)


def _rings(wkb: bytes) -> list[list[list[float]]]:
    """The rings of a polygon or multipolygon in little-endian WKB."""
    at = 0

    def take(form: str) -> tuple[Any, ...]:
        nonlocal at
        values = struct.unpack_from(form, wkb, at)
        at += struct.calcsize(form)
        return values

    def polygon() -> Iterator[list[list[float]]]:
        (rings,) = take("<I")
        for _ in range(rings):
            (points,) = take("<I")
            yield [list(take("<dd")) for _ in range(points)]

    _, kind = take("<BI")
    if kind == _POLYGON:
        return list(polygon())
    (parts,) = take("<I")
    found: list[list[list[float]]] = []
    for _ in range(parts):
        take("<BI")
        found += polygon()
    return found


def _in_kilometres(rings: list[list[list[float]]]) -> dict[str, Any]:
    """Equirectangular projection about the middle: exact to a few parts in a thousand over a territory's extent."""
    longitudes = [point[0] for ring in rings for point in ring]
    latitudes = [point[1] for ring in rings for point in ring]
    middle = (min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2
    east = _DEGREE_KM * math.cos(math.radians(middle[1]))
    return {
        "rings": [
            [[round((x - middle[0]) * east, 3), round((y - middle[1]) * _DEGREE_KM, 3)] for x, y in ring]
            for ring in rings
        ],
        "width_km": round((max(longitudes) - min(longitudes)) * east, 3),
        "height_km": round((max(latitudes) - min(latitudes)) * _DEGREE_KM, 3),
    }
