"""The user's own presentation: it gives its theme and layouts, loses its slides, and is refused where it could harm."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches

from dashboard.comparisons import themes_by_territory
from dashboard.exports.pptx.deck import TemplateRefused, deck
from dashboard.exports.pptx.ground import ground
from dashboard.selection import Selection
from tests.every_view import context_of, dossier, every
from tests.test_export_pptx import check_sound, everything_said, opened

pytestmark = pytest.mark.usefixtures("database")
CONTENT_TYPES = "[Content_Types].xml"


def saved(presentation: Any) -> bytes:
    held = io.BytesIO()
    presentation.save(held)
    return held.getvalue()


def template(wide: float = 10, tall: float = 7.5, change: Callable[[Any], object] | None = None) -> bytes:
    """A client's template, in 4:3 unless told, with a slide of its own."""
    made: Any = Presentation()
    made.slide_width, made.slide_height = Inches(wide), Inches(tall)
    for holder in (made.slide_master, *made.slide_layouts):
        for place in holder.placeholders:
            if place._element.spPr.xfrm is not None:
                place.left, place.width = round(place.left * wide / 10), round(place.width * wide / 10)
                place.top, place.height = round(place.top * tall / 7.5), round(place.height * tall / 7.5)
    made.slides.add_slide(made.slide_layouts[1]).shapes.title.text = "À effacer"
    if change:
        change(made)
    return saved(made)


def with_parts(parts: Mapping[str, str], given: bytes | None = None) -> bytes:
    held = io.BytesIO(given or template())
    with zipfile.ZipFile(held, "a") as archive:
        for name, words in parts.items():
            archive.writestr(name, words)
    return held.getvalue()


def retyped(old: str, new: str) -> bytes:
    """The template with other words in its content types."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template())) as archive, zipfile.ZipFile(held, "w") as copy:
        for name in archive.namelist():
            words = archive.read(name)
            assert name != CONTENT_TYPES or old.encode() in words
            copy.writestr(name, words.replace(old.encode(), new.encode()) if name == CONTENT_TYPES else words)
    return held.getvalue()


def bomb() -> bytes:
    held = io.BytesIO(template())
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("ppt/media/a.bin", "w") as part:
        for _ in range(160):
            part.write(bytes(1024 * 1024))
    assert len(held.getvalue()) < 1024 * 1024
    return held.getvalue()


def with_a_password() -> bytes:
    """Marks every entry as encrypted, as an archive with a password has them."""
    found = bytearray(template())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = found.find(mark)
        while at >= 0:
            found[at + flags] |= 1
            at = found.find(mark, at + 4)
    return bytes(found)


def without_titles() -> bytes:
    made: Any = Presentation()
    for layout in list(made.slide_layouts)[:-5]:
        made.slide_layouts.remove(layout)
    for layout in made.slide_layouts:
        for place in list(layout.placeholders):
            place._element.getparent().remove(place._element)
    return saved(made)


def linked(kind: str, target: str = "https://exemple.fr/logo.png") -> Callable[[Any], object]:
    return lambda made: made.slide_master.part.relate_to(target, kind, is_external=True)


@pytest.mark.parametrize("size", [(10, 7.5), (13.333, 7.5), (7.5, 10), (10, 5.625)], ids=str)
def test_a_template_gives_its_theme_and_layouts_and_loses_its_slides(size: tuple[float, float]) -> None:
    entries = [(one, context_of(note="Une note.", heading="Un titre", cue="À dire")) for one in every()]
    slides = opened(deck(dossier(entries, "Sur le modèle du client", template(*size))))
    check_sound(slides)
    assert (slides.slide_width, slides.slide_height) == tuple(map(Inches, size))
    assert "À effacer" not in everything_said(slides)
    related = slides.slide_master.part.rels.values()
    theme = next(rel.target_part.blob for rel in related if rel.reltype.endswith("/theme"))
    assert b"Source Sans" not in theme
    assert {slide.slide_layout.name for slide in slides.slides} == {"Title Slide", "Title Only"}


def test_nothing_of_the_template_s_own_slides_stays_in_the_file() -> None:
    made = deck(dossier([(themes_by_territory(Selection()), context_of())], "Titre", template()))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert not [name for name in archive.namelist() if "À effacer".encode() in archive.read(name)]
        assert not [name for name in archive.namelist() if "thumbnail" in name or name.endswith("app.xml")]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (lambda: b"not a presentation", "n’est pas une présentation"),
        (lambda: b"", "n’est pas une présentation"),
        (lambda: template()[:5000], "n’est pas une présentation"),
        (lambda: with_parts({CONTENT_TYPES: "<Types/>"}, b"PK\x05\x06" + bytes(18)), "n’est pas une présentation"),
        (lambda: bytes(20 * 1024 * 1024 + 1), "20 Mo"),
        (bomb, "trop lourd"),
        (lambda: with_parts({f"ppt/media/{at}.bin": "" for at in range(5001)}), "trop lourd"),
        (with_a_password, "mot de passe"),
        (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5000), "mot de passe"),
        (lambda: with_parts({"ppt/vbaProject.bin": "x"}), "macros"),
        (lambda: with_parts({"ppt/activeX/activeX1.xml": "x"}), "macros"),
        (
            lambda: retyped(
                "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
                "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
            ),
            "macros",
        ),
        (lambda: retyped("presentationml.presentation.main", "presentationml.template.main"), "potx"),
        (without_titles, "disposition"),
        (lambda: template(7, 5), "trop petites"),
        (lambda: template(change=linked(RELATIONSHIP_TYPE.IMAGE)), "hors de lui-même"),
        (lambda: template(change=linked(RELATIONSHIP_TYPE.OLE_OBJECT, r"\\serveur\part\objet")), "hors de lui-même"),
        (lambda: template(change=linked(RELATIONSHIP_TYPE.VIDEO)), "hors de lui-même"),
    ],
    ids=[
        "text", "empty", "cut", "another archive", "heavy", "bomb", "parts", "password", "compound", "macros",
        "controls", "pptm", "potx", "no titles", "tiny", "linked picture", "linked object", "linked film",
    ],
)  # fmt: skip
def test_a_file_that_is_no_usable_template_is_refused_in_french(given: Callable[[], bytes], why: str) -> None:
    with pytest.raises(TemplateRefused, match=why) as refused:
        deck(dossier([], "Titre", given()))
    assert str(refused.value).endswith("Le jeu de diapositives reste disponible sans modèle.")


def test_what_leads_outside_from_the_slides_of_a_template_matters_no_more_and_links_go() -> None:
    def on_a_slide(made: Any) -> None:
        made.slides[0].part.relate_to("https://exemple.fr/logo.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)

    for change in (on_a_slide, linked(RELATIONSHIP_TYPE.HYPERLINK)):
        slides = opened(deck(dossier([], "Titre", template(change=change))))
        targets = [rel.target_ref for rel in slides.part.package.iter_rels() if rel.is_external]
        assert "https://exemple.fr/logo.png" not in targets


def test_a_damaged_template_is_refused_or_used_and_never_an_error() -> None:
    sound, chance = template(), random.Random(4)
    refused = 0
    for _ in range(150):
        damaged = bytearray(sound)
        for _ in range(chance.choice((1, 5, 40))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            ground(bytes(damaged))
        except TemplateRefused:
            refused += 1
    assert refused > 50


def test_a_template_with_damaged_parts_is_refused_or_used_and_never_an_error() -> None:
    """The archive is sound, its XML is not: lines are lost, tags stand elsewhere."""
    chance = random.Random(5)
    with zipfile.ZipFile(io.BytesIO(template())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in sorted(parts):
        for _ in range(3):
            at = chance.randrange(len(parts[name]))
            damaged = parts[name][:at] + parts[name][at + chance.randrange(1, 300) :]
            held = io.BytesIO()
            with zipfile.ZipFile(held, "w") as archive:
                for one, words in parts.items():
                    archive.writestr(one, damaged if one == name else words)
            try:
                deck(dossier([], "Titre", held.getvalue()))
            except TemplateRefused:
                continue
