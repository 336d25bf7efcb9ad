"""Whatever a client's presentation holds beside its masters, layouts, themes and their pictures, no deck holds it."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from dashboard.comparisons import themes_by_territory
from dashboard.exports.pptx.deck import deck, make
from dashboard.selection import Selection
from tests.every_view import LINK, context_of, dossier, every
from tests.leaky_templates import LEAKS, LOGO, SECRET, film, leaky, link_to_a_slide
from tests.slide_packages import check_sound, places_of, read

pytestmark = pytest.mark.usefixtures("database")


def on_it(template: bytes | None) -> bytes:
    entries = [(themes_by_territory(Selection()), context_of(cue="À dire"))]
    return deck(dossier(entries, "Sur le modèle du client", template))


@pytest.mark.parametrize("name", LEAKS)
def test_nothing_of_a_template_stays_but_its_looks(name: str) -> None:
    given = leaky(LEAKS[name])
    made = on_it(given)
    assert not places_of(SECRET, made)
    slides = read(made)
    check_sound(slides, {LINK})
    assert LOGO in slides.parts.values(), "the pictures of layouts stay"
    assert len(slides.of_type("slideLayout")) == (10 if name == "layout of no master" else 11)
    opened = Presentation(io.BytesIO(made))
    assert opened.core_properties.author == opened.core_properties.last_modified_by == "En regard"
    assert opened.core_properties.title == "Sur le modèle du client"
    assert any(shape.name == "Logo" for shape in opened.slide_layouts.get_by_name("Title Only").shapes)


def test_the_words_and_pictures_of_layouts_stay_and_their_links_go() -> None:
    def change(made: Any) -> None:
        link_to_a_slide("layout", "words")(made)
        film(made)

    opened = Presentation(io.BytesIO(on_it(leaky(change))))
    layout = opened.slide_layouts.get_by_name("Title Only")
    assert "Accueil" in layout.placeholders[0].text_frame.text
    assert [shape.image.blob for shape in opened.slide_master.shapes if hasattr(shape, "image")] == [LOGO]


@pytest.mark.parametrize("with_template", [False, True])
def test_a_deck_of_all_views_holds_what_it_shows_and_nothing_else(with_template: bool) -> None:
    entries = [(one, context_of(cue="À dire")) for one in every()]
    slides = read(deck(dossier(entries, "Titre", leaky(*LEAKS.values()) if with_template else None)))
    check_sound(slides, {LINK})
    kinds = {name.split("/")[1] for name in slides.parts if name.startswith("ppt/")}
    own = {"media"} if with_template else set()
    assert kinds == own | {
        *("presentation.xml", "slides", "slideMasters", "slideLayouts", "theme", "notesMasters", "notesSlides"),
        *("charts", "embeddings"),
    }
    assert [name for name in slides.parts if not name.startswith("ppt/")] == ["docProps/core.xml"]


def test_one_slide_alone_is_a_sound_package_too() -> None:
    check_sound(read(make(themes_by_territory(Selection()), context_of())), {LINK})


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler’s tools are not installed")
def test_another_program_opens_the_deck_and_finds_nothing_of_the_template_s_slides(tmp_path: Path) -> None:
    (tmp_path / "given.pptx").write_bytes(leaky(*LEAKS.values()))
    (tmp_path / "made.pptx").write_bytes(on_it((tmp_path / "given.pptx").read_bytes()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "given.pptx", "made.pptx"]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=300, capture_output=True)

    def printed(name: str) -> str:
        told = subprocess.run(["pdftotext", f"{name}.pdf", "-"], cwd=tmp_path, check=True, capture_output=True)
        return told.stdout.decode()

    assert SECRET in printed("given"), "the program shows what a template holds"
    assert SECRET not in printed("made") and "Sur le modèle du client" in printed("made")
