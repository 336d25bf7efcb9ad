"""Masters, layouts, themes and the pictures they use, taken out of a presentation into a package of their own.

The package is built from what is wanted: nothing else of the presentation is read, and its parts are given names,
types and relationships anew. Of their XML, the vocabulary of slides and drawings alone is written again.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MASTER, _LAYOUT, _THEME, _OVERRIDE = (
    RELATIONSHIP_TYPE.SLIDE_MASTER,
    RELATIONSHIP_TYPE.SLIDE_LAYOUT,
    RELATIONSHIP_TYPE.THEME,
    RELATIONSHIP_TYPE.THEME_OVERRIDE,
)
_PICTURE = RELATIONSHIP_TYPE.IMAGE
# Of each kind of part: the element it must be, its name in the package, its type, and what it may lead to.
_KINDS = {
    _MASTER: (f"{_P}sldMaster", "slideMasters/slideMaster", CONTENT_TYPE.PML_SLIDE_MASTER, (_LAYOUT, _THEME, _PICTURE)),
    _LAYOUT: (
        f"{_P}sldLayout",
        "slideLayouts/slideLayout",
        CONTENT_TYPE.PML_SLIDE_LAYOUT,
        (_MASTER, _OVERRIDE, _PICTURE),
    ),
    _THEME: (f"{_A}theme", "theme/theme", CONTENT_TYPE.OFC_THEME, (_PICTURE,)),
    _OVERRIDE: (f"{_A}themeOverride", "theme/themeOverride", CONTENT_TYPE.OFC_THEME_OVERRIDE, (_PICTURE,)),
}
# Relationships that no element of the part names.
_IMPLICIT = {_MASTER: (_THEME,), _LAYOUT: (_MASTER, _OVERRIDE), _THEME: (), _OVERRIDE: ()}
# What a picture begins with, the extension that it is given and its type.
_PICTURES = (
    (b"\x89PNG\r\n", "png", CONTENT_TYPE.PNG),
    (b"\xff\xd8\xff", "jpeg", CONTENT_TYPE.JPEG),
    (b"GIF8", "gif", CONTENT_TYPE.GIF),
    (b"BM", "bmp", CONTENT_TYPE.BMP),
    (b"II*\x00", "tiff", CONTENT_TYPE.TIFF),
    (b"MM\x00*", "tiff", CONTENT_TYPE.TIFF),
    (b"\x01\x00\x00\x00", "emf", CONTENT_TYPE.X_EMF),
    (b"\xd7\xcd\xc6\x9a", "wmf", CONTENT_TYPE.X_WMF),
    (b"\x01\x00\x09\x00", "wmf", CONTENT_TYPE.X_WMF),
)
# What leads elsewhere, plays, or holds what other programs wrote.
_LEFT_OUT = {
    *("extLst", "custDataLst", "controls", "contentPart", "oleObj", "timing", "transition", "snd"),
    *("hlinkClick", "hlinkHover", "hlinkMouseOver"),
    *("audioCd", "wavAudioFile", "audioFile", "videoFile", "quickTimeFile"),
}
# Nothing that the file says of entities or of other files is followed.
_PLAIN = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)


class LeadsOutside(ValueError):
    """A master, a layout or a theme takes a picture, a film or an object from another file or host."""


def bare(presentation: bytes) -> bytes:
    """A presentation without slides, on the masters, layouts and themes of this one, at its size.

    Raises:
        LeadsOutside: one of them shows what the file does not hold.
        Exception: the file is no presentation, in one of the many ways in which it can be broken.
    """
    with zipfile.ZipFile(io.BytesIO(presentation)) as archive:
        taken = _Package(_Source(archive))
        root, relations = taken.source.start()
        listed = root.findall(f"{_P}sldMasterIdLst/{_P}sldMasterId")
        names = [taken.take(_MASTER, relations[one.get(f"{_R}id")].target) for one in listed]
        size = root.find(f"{_P}sldSz")
        return _written(taken, names, {} if size is None else {side: size.get(side) for side in ("cx", "cy")})


@dataclass(frozen=True)
class _Relation:
    kind: str
    target: str
    is_external: bool


class _Source:
    """The parts of the presentation as they stand in its archive."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        # Names of parts are compared without regard to case.
        self._names = {name.lower(): name for name in archive.namelist()}

    def start(self) -> tuple[Any, dict[str, _Relation]]:
        """The presentation's own part."""
        about = self.relations("")
        name = next(one.target for one in about.values() if one.kind == RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
        return self.element(name, f"{_P}presentation"), self.relations(name)

    def blob(self, name: str) -> bytes:
        known = self._names.get(name.lower()) or self._names[unquote(name).lower()]
        return self._archive.read(known)

    def element(self, name: str, tag: str) -> Any:
        root = etree.fromstring(self.blob(name), _PLAIN)
        if root.tag != tag:
            raise ValueError(f"{name} is {root.tag}, not {tag}")
        return root

    def relations(self, name: str) -> dict[str, _Relation]:
        """Where the part leads, by identifier; nowhere where the archive has no relationships of it."""
        folder, own = posixpath.split(name)
        stored = posixpath.join(folder, "_rels", f"{own}.rels")
        if stored.lower() not in self._names:
            return {}
        found = {}
        for one in etree.fromstring(self.blob(stored), _PLAIN).iter(f"{{{_RELATIONSHIPS}}}Relationship"):
            external = one.get("TargetMode") == "External"
            target = one.get("Target")
            inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[one.get("Id")] = _Relation(one.get("Type"), target if external else inside, external)
        return found


@dataclass
class _Package:
    """What is taken: the content of each part, its type and its relationships, by its new name."""

    source: _Source
    contents: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    _named: dict[tuple[str, str], str] = field(default_factory=dict)
    _layout_ids: Iterator[int] = field(default_factory=lambda: iter(range(2**31 + 1000, 2**32)))

    def take(self, kind: str, target: str) -> str:
        """The new name of a part of the source, which is taken with all it needs when it is first asked for."""
        known = self._named.get((kind, target.lower()))
        if known:
            return known
        tag, stem, content_type, _ = _KINDS[kind]
        root, relations = self.source.element(target, tag), self.source.relations(target)
        name = self._named[kind, target.lower()] = f"ppt/{stem}{sum(one[0] == kind for one in self._named) + 1}.xml"
        _strip(root)
        kept = self._kept(kind, root, relations)
        _unlink(root, kept)
        for at, one in zip(self._layout_ids, root.iter(f"{_P}sldLayoutId"), strict=False):
            one.set("id", str(at))
        etree.cleanup_namespaces(root)
        self.contents[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        self.types[name] = content_type
        self.relations[name] = [(rel_id, relations[rel_id].kind, path) for rel_id, path in kept.items()]
        return name

    def _kept(self, kind: str, root: Any, relations: dict[str, _Relation]) -> dict[str, str]:
        """The relationships that a part keeps, and the new names of where they lead."""
        used = {value for one in root.iter() for name, value in one.attrib.items() if name.startswith(_R)}
        kept = {}
        for rel_id, relation in relations.items():
            if relation.is_external:
                if relation.kind != RELATIONSHIP_TYPE.HYPERLINK:
                    raise LeadsOutside(relation.target)
            elif relation.kind in _IMPLICIT[kind] or (relation.kind in _KINDS[kind][3] and rel_id in used):
                taken = self._picture(relation.target) if relation.kind == _PICTURE else None
                if relation.kind != _PICTURE:
                    taken = self.take(relation.kind, relation.target)
                if taken:
                    kept[rel_id] = taken
        return kept

    def _picture(self, target: str) -> str | None:
        """The new name of a picture; nothing for what is none, whatever the source says of it."""
        known = self._named.get((_PICTURE, target.lower()))
        if known:
            return known
        blob = self.source.blob(target)
        found = next(((end, of_type) for begin, end, of_type in _PICTURES if blob.startswith(begin)), None)
        if found is None:
            return None
        number = sum(one[0] == _PICTURE for one in self._named) + 1
        name = self._named[_PICTURE, target.lower()] = f"ppt/media/image{number}.{found[0]}"
        self.contents[name], self.types[name] = blob, found[1]
        return name


def _strip(root: Any) -> None:
    """Leaves of a part's XML what draws: no extension, no link, no words outside the texts that are shown."""
    for choice in list(root.iter(f"{_MC}AlternateContent")):
        fallback = choice.find(f"{_MC}Fallback")
        for one in list(fallback) if fallback is not None else ():
            choice.addprevious(one)
    for one in list(root.iter()):
        if one is not root and not _draws(one):
            one.getparent().remove(one)
            continue
        if one.tag != f"{_A}t":
            one.text = None
        one.tail = None
        for name in list(one.attrib):
            # Where a picture lay on its author's disk may stand in its description.
            is_foreign = name.startswith("{") and not name.startswith(_R)
            if is_foreign or (one.tag == f"{_P}cNvPr" and name in ("descr", "title")):
                del one.attrib[name]


def _unlink(root: Any, kept: Container[str]) -> None:
    """Removes what stands on a relationship that is not kept."""
    for one in list(root.iter()):
        if any(name.startswith(_R) and value not in kept for name, value in one.attrib.items()):
            owner = _owner(one)
            owner.getparent().remove(owner)


def _draws(element: Any) -> bool:
    if not isinstance(element.tag, str) or not element.tag.startswith((_A, _P)):
        return False
    if element.tag == f"{_P}graphicFrame":
        return next(element.iter(f"{_A}tbl"), None) is not None
    return etree.QName(element).localname not in _LEFT_OUT


def _owner(element: Any) -> Any:
    """What stands or falls with a relationship: of a picture that is not kept, its frame or the bullet that it is."""
    if element.tag != f"{_A}blip":
        return element
    frames = (one for one in element.iterancestors() if one.tag in (f"{_P}pic", f"{_A}buBlip"))
    return next(frames, element)


def _written(package: _Package, masters: list[str], size: dict[str, str | None]) -> bytes:
    """The archive: the parts taken, and a presentation that names its masters and nothing else."""
    own: Any = Presentation().part._element
    root = etree.Element(f"{_P}presentation", nsmap={"a": _A[1:-1], "p": _P[1:-1], "r": _R[1:-1]})
    listed = etree.SubElement(root, f"{_P}sldMasterIdLst")
    relations = []
    for at, name in enumerate(masters):
        etree.SubElement(listed, f"{_P}sldMasterId", {"id": str(2**31 + at), f"{_R}id": f"rId{at + 1}"})
        relations.append((f"rId{at + 1}", _MASTER, name))
    if size:
        etree.SubElement(root, f"{_P}sldSz", {side: str(int(of or "")) for side, of in size.items()})
    etree.SubElement(root, f"{_P}notesSz", cx="6858000", cy="9144000")
    root.append(own.find(f"{_P}defaultTextStyle"))
    start = "ppt/presentation.xml"
    contents = {
        **package.contents,
        start: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True),
    }
    every = {**package.relations, start: relations, "": [("rId1", RELATIONSHIP_TYPE.OFFICE_DOCUMENT, start)]}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        types = {**package.types, start: CONTENT_TYPE.PML_PRESENTATION_MAIN}
        archive.writestr("[Content_Types].xml", _types(types))
        for name, of_part in every.items():
            folder, last = posixpath.split(name)
            archive.writestr(posixpath.join(folder, "_rels", f"{last}.rels"), _relationships(of_part))
        for name, content in contents.items():
            archive.writestr(name, content)
    return held.getvalue()


def _types(types: dict[str, str]) -> bytes:
    root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
    etree.SubElement(root, f"{{{_TYPES}}}Default", Extension="rels", ContentType=CONTENT_TYPE.OPC_RELATIONSHIPS)
    for name, of_type in types.items():
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=of_type)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _relationships(relations: list[tuple[str, str, str]]) -> bytes:
    root = etree.Element(f"{{{_RELATIONSHIPS}}}Relationships", nsmap={None: _RELATIONSHIPS})
    for rel_id, kind, target in relations:
        etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship", Id=rel_id, Type=kind, Target=f"/{target}")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
