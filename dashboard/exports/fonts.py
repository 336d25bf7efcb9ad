"""The fonts of the dashboard, which come with Streamlit: as CSS, as files, and cut down to what a picture says."""

from __future__ import annotations

import base64
import io
import string
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from fontTools import subset as cutting  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib import instancer  # type: ignore[import-untyped]

from dashboard.look.text_width import FONTS

SANS, SERIF = "Source Sans", "Source Serif"
# What French pictures say: most of them share one cut, which is made once.
_FRENCH = frozenset(
    string.ascii_letters
    + string.digits
    + string.punctuation
    + "\u0300\u0301\u0302\u0308\u0327"  # accents that some documents write apart from their letter
    + "●■◆▲✕★◐○◇‹›↔"
    + " \u00a0\u202f’«»–—…·•°²×€ÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸàâäæçéèêëîïôöœùûüÿ"
)
# Accents, ligatures, kerning and figures of one width; small capitals and other alternates are used nowhere.
_FEATURES = ["ccmp", "locl", "calt", "rlig", "liga", "clig", "kern", "mark", "mkmk", "lnum", "pnum", "tnum"]


@dataclass(frozen=True)
class Face:
    """A variable font. Pictures use it at the weights of `weights`, or at one place of its axes alone: `pinned`."""

    family: str
    name: str
    style: str = "normal"
    weights: str = "200 900"
    pinned: tuple[tuple[str, float], ...] = ()

    @property
    def file(self) -> Path:
        return FONTS / self.name


# Titles alone are set in the serif: semi-bold, at 32 px.
_FACES = (
    Face(SANS, "SourceSans-Upright.woff2"),
    Face(SANS, "SourceSans-Italic.woff2", style="italic"),
    Face(SERIF, "SourceSerif-Roman.woff2", pinned=(("wght", 600.0), ("opsz", 32.0))),
)
_IN_PICTURES = tuple(face for face in _FACES if face.style == "normal")


def package_folder(name: str) -> Path:
    """The folder of an installed package, without importing it; the folder at hand where there is none."""
    spec = find_spec(name)
    return Path(next(iter(spec.submodule_search_locations))) if spec and spec.submodule_search_locations else Path()


def font_faces() -> str:
    """The whole fonts as CSS that holds them, for the browser that lays pictures out."""
    return "".join(_css(face, face.file.read_bytes(), face.weights) for face in _IN_PICTURES)


def faces_for(svg: bytes) -> bytes:
    """CSS that holds the fonts of an SVG, cut down to its characters.

    A character that a font lacks is left to the fonts of whoever opens the picture.
    """
    used = _characters(svg)
    made = []
    for face in _IN_PICTURES:
        said = used.get(face.family)
        if said:
            weights = "600" if face.pinned else face.weights
            made.append(_css(face, _cut(face, said), weights))
    return "".join(made).encode("ascii")


def faces_of(text: str) -> str:
    """CSS that holds the fonts, cut down to the characters of a text; the serif is that of titles."""
    return "".join(_css(face, _cut(face, text), "600" if face.pinned else face.weights) for face in _IN_PICTURES)


def _cut(face: Face, said: Iterable[str]) -> bytes:
    """The face cut down to what is said. What it has no letter for changes nothing: no other cut is made, which takes
    seconds, for a word in another script."""
    return subset(face, frozenset(said) & _letters(face) | _FRENCH)


@lru_cache(maxsize=len(_FACES))
def _letters(face: Face) -> frozenset[str]:
    """All characters that the face has."""
    return frozenset(map(chr, TTFont(io.BytesIO(_opened(face)), lazy=True).getBestCmap()))


@lru_cache(maxsize=64)
def subset(face: Face, characters: frozenset[str]) -> bytes:
    """The face as woff2 with these characters alone, at the place of its axes where pictures use it."""
    options = cutting.Options()
    options.layout_features = _FEATURES
    options.hinting = False
    options.drop_tables += ["STAT", "meta", "DSIG"]
    font = TTFont(io.BytesIO(_opened(face)), lazy=True)
    cutter = cutting.Subsetter(options)
    cutter.populate(text="".join(sorted(characters)))
    cutter.subset(font)
    if face.pinned:
        # Read again: the instancer wants the tables as they stand in a file.
        font = instancer.instantiateVariableFont(TTFont(io.BytesIO(_saved(font))), dict(face.pinned))
    font.flavor = "woff2"
    return _saved(font)


@lru_cache(maxsize=1)
def _kept() -> TemporaryDirectory[str]:
    """A folder of this process alone with the fonts as TTF, removed when it ends.

    Undoing their compression takes a fraction of a second: a folder shared by processes would spare little, and would
    have to be guarded from other users of the machine.
    """
    folder: TemporaryDirectory[str] = TemporaryDirectory(prefix="en-regard-fonts-")
    for at, face in enumerate(_FACES):
        font = TTFont(io.BytesIO(_opened(face)))
        names = font["name"]
        for name in (1, 16):
            names.removeNames(nameID=name)
        names.setName(face.family, 1, 3, 1, 0x409)
        font.save(Path(folder.name) / f"{at}.ttf")
    return folder


def folder() -> Path:
    """Where the fonts stand as variable TTF files, named as style sheets name them."""
    return Path(_kept().name)


@lru_cache(maxsize=len(_FACES))
def _opened(face: Face) -> bytes:
    """The face without its compression."""
    font = TTFont(face.file)
    font.flavor = None
    return _saved(font)


def _css(face: Face, woff2: bytes, weights: str) -> str:
    data = base64.b64encode(woff2).decode()
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{weights};'
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )


def _saved(font: TTFont) -> bytes:
    held = io.BytesIO()
    font.save(held)
    return held.getvalue()


def _characters(svg: bytes) -> dict[str, set[str]]:
    """What an SVG writes, by the family that comes first where it is written."""
    found: dict[str, set[str]] = {}

    def read(element: ElementTree.Element, family: str) -> None:
        own = _family(element) or family
        for text in (element.text, *(child.tail for child in element)):
            found.setdefault(own, set()).update(text or "")
        for child in _drawn(element):
            read(child, own)

    read(ElementTree.fromstring(svg), "")
    return found


def _drawn(element: ElementTree.Element) -> Iterable[ElementTree.Element]:
    return (child for child in element if child.tag.rpartition("}")[2] not in ("title", "desc", "style"))


def _family(element: ElementTree.Element) -> str:
    """The first family that an element names for itself, as an attribute or in its style."""
    said = (one.partition(":") for one in element.get("style", "").split(";"))
    in_style = {name.strip(): value for name, _, value in said}
    named = in_style.get("font-family") or element.get("font-family") or ""
    return named.split(",")[0].strip().strip("\"'")
