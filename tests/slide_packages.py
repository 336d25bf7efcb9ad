"""A package of slides read part by part, without the library that wrote it: what it holds, and whether it is sound."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass

from lxml import etree

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFFICE = "application/vnd.openxmlformats-officedocument."
# All that a deck of ours consists of, on our own ground or on a client's.
TYPES = {
    _OFFICE + "presentationml.presentation.main+xml",
    _OFFICE + "presentationml.slide+xml",
    _OFFICE + "presentationml.slideLayout+xml",
    _OFFICE + "presentationml.slideMaster+xml",
    _OFFICE + "presentationml.notesSlide+xml",
    _OFFICE + "presentationml.notesMaster+xml",
    _OFFICE + "theme+xml",
    _OFFICE + "themeOverride+xml",
    _OFFICE + "drawingml.chart+xml",
    _OFFICE + "spreadsheetml.sheet",
    "application/vnd.openxmlformats-package.core-properties+xml",
    "image/png",
    "image/jpeg",
    "image/x-emf",
}


@dataclass(frozen=True)
class Relation:
    kind: str
    target: str
    is_external: bool


@dataclass(frozen=True)
class Slides:
    """The parts of a package, their types and their relationships, by name; the package's own under an empty name."""

    parts: dict[str, bytes]
    types: dict[str, str]
    relations: dict[str, dict[str, Relation]]

    def of_type(self, name: str) -> list[str]:
        return [part for part, type_ in self.types.items() if type_.endswith(f"{name}+xml")]


def read(package: bytes) -> Slides:
    """The package as it stands in its archive, in which no name stands twice."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert not archive.comment
        names = archive.namelist()
        assert len(names) == len({name.lower() for name in names})
        every = {name: archive.read(name) for name in names}
    listed = etree.fromstring(every.pop("[Content_Types].xml"))
    by_end = {one.get("Extension").lower(): one.get("ContentType") for one in listed.iter("{*}Default")}
    by_name = {one.get("PartName").lstrip("/"): one.get("ContentType") for one in listed.iter("{*}Override")}
    parts = {name: blob for name, blob in every.items() if not name.endswith(".rels")}
    assert set(by_name) <= set(parts), "a type is told of a part that is not there"
    types = {name: by_name.get(name) or by_end[name.rsplit(".", 1)[-1].lower()] for name in parts}
    relations = {}
    for name, blob in every.items():
        if name.endswith(".rels"):
            folder, own = posixpath.split(name)
            source = posixpath.join(posixpath.dirname(folder), own.removesuffix(".rels"))
            assert not source or source in parts, f"{name} is of no part"
            relations[source] = {
                one.get("Id"): Relation(
                    one.get("Type").rsplit("/", 1)[-1],
                    one.get("Target")
                    if one.get("TargetMode") == "External"
                    else posixpath.normpath(posixpath.join("/", posixpath.dirname(source), one.get("Target")))[1:],
                    one.get("TargetMode") == "External",
                )
                for one in etree.fromstring(blob).iter(f"{{{_PACKAGE}relationships}}Relationship")
            }
    return Slides(parts, types, relations)


def check_sound(slides: Slides, addresses: set[str] | None = None) -> None:
    """Every part is of a known type and reached from the root; every relationship leads somewhere and is the one that
    its part names; the package leads outside to these addresses alone."""
    assert set(slides.types.values()) <= TYPES
    reached, ahead = {""}, [""]
    while ahead:
        for one in slides.relations.get(ahead.pop(), {}).values():
            if one.is_external:
                assert one.kind == "hyperlink" and one.target in (addresses or set()), one
            else:
                assert one.target in slides.parts, f"{one} leads nowhere"
                if one.target not in reached:
                    reached.add(one.target)
                    ahead.append(one.target)
    assert reached == {"", *slides.parts}, "parts that nothing leads to"
    for name, blob in slides.parts.items():
        if slides.types[name].endswith("+xml"):
            root = etree.fromstring(blob)
            named = {value for one in root.iter() for key, value in one.attrib.items() if key.startswith(_R)}
            assert named <= set(slides.relations.get(name, {})), f"{name} names a relationship that it has not"
    presentation = etree.fromstring(slides.parts["ppt/presentation.xml"])
    roots = [etree.fromstring(slides.parts[name]) for name in slides.of_type("slideMaster")]
    identifiers = [
        one.get("id") for root in (presentation, *roots) for one in root.iter("{*}sldMasterId", "{*}sldLayoutId")
    ]
    assert len(identifiers) == len(set(identifiers)) > 1


def places_of(words: str, package: bytes, where: str = "") -> list[str]:
    """The parts that hold the words, in whatever encoding, packages within the package included."""
    found = []
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for name in archive.namelist():
            blob = archive.read(name)
            if any(words.encode(code) in blob for code in ("utf-8", "utf-16-le", "utf-16-be")) or words in name:
                found.append(f"{where}{name}")
            if zipfile.is_zipfile(io.BytesIO(blob)):
                found += places_of(words, blob, f"{where}{name}!")
    return found
