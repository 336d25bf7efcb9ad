"""Minutes of a séance and sheets for its tables, as files that other libraries open."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from dashboard.dossier.assembled import Gathered, in_silence, title_of
from dashboard.dossier.model import Dossier, Entry
from dashboard.exports.core import DossierFormat
from dashboard.exports.dossier import DOSSIER_FORMATS
from dashboard.exports.pdf.sheets import SHEETS
from dashboard.projection.screens import over
from dashboard.seance import minutes, register, votes
from tests.words_of import WORDS

pytestmark = pytest.mark.usefixtures("database")
HOSTILE = '=HYPERLINK("http://mal.example";"x") <script>alert(1)</script> #let x = 1 {{ 7*7 }}'
DOSSIER = Dossier("L’atelier", (Entry("themes-par-territoire", {}, key="t"), Entry("echeances", {}, key="e")))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


@pytest.fixture
def gathered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gathered:
    monkeypatch.setenv("EN_REGARD_DOSSIERS", str(tmp_path / "dossiers"))
    seance = register.begin(DOSSIER, place="Caussade")
    register.put_shown(seance.name, "t", {"territories": ["cahors", "midi-quercy"]})
    register.say(seance.name, "a", "t", "decision", "Décision première : reprendre le covoiturage")
    register.say(seance.name, "b", "t", "remarque", HOSTILE, "Table 4")
    ballot = votes.put_to_the_room(seance.name, "t", "Que reprendre ?", 3, [votes.Item("a", "Covoiturage")])
    votes.vote(ballot, "p", 1, {"a": {"reprendre": 2}})
    return minutes.gather(seance, DOSSIER, over)[0]


@pytest.mark.parametrize("one", DOSSIER_FORMATS, ids=lambda one: one.key)
def test_minutes_say_decisions_first_and_what_was_voted_and_said(one: DossierFormat, gathered: Gathered) -> None:
    content = one.make(gathered, in_silence)
    said = squeezed(WORDS[one.extension](content))
    for words in ("Caussade", "Participants : non renseigné", "Covoiturage : à reprendre ici 2", "Table 4"):
        assert squeezed(words) in said, words
    for heading in gathered.opening:
        assert squeezed(heading.heading) in said
    decision, title = squeezed("Décision première"), squeezed(title_of(*gathered.entries[0]))
    if one.key != "pptx":
        # Packages hold their slides in an order of their own; contents name the view before.
        after_contents = said.index(decision)
        assert said.rindex(title) > after_contents
    assert squeezed('=HYPERLINK("http://mal.example"') in said, "as text"
    if one.key == "html":
        assert b"<script>alert" not in content


def test_a_deck_gives_decisions_before_its_views(gathered: Gathered) -> None:
    from pptx import Presentation

    deck = next(one for one in DOSSIER_FORMATS if one.key == "pptx").make(gathered, in_silence)
    titles = [slide.shapes.title.text if slide.shapes.title else "" for slide in Presentation(io.BytesIO(deck)).slides]
    assert titles[1:3] == ["La séance", "Décisions"]
    long = replace(
        gathered, opening=(replace(gathered.opening[1], paragraphs=("Un mot. " * 900, "Fin des décisions")),)
    )
    slides = Presentation(
        io.BytesIO(next(one for one in DOSSIER_FORMATS if one.key == "pptx").make(long, in_silence))
    ).slides
    text = "\n".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)
    assert text.count("Un mot.") == 900 and "Fin des décisions" in text


@pytest.mark.parametrize("one", SHEETS, ids=lambda one: one.key)
def test_sheets_leave_room_to_write_and_name_actions_of_all_territories(one: DossierFormat, gathered: Gathered) -> None:
    reader = PdfReader(io.BytesIO(one.make(gathered, in_silence)))
    width, height = (float(side) for side in reader.pages[0].mediabox[2:])
    assert (round(width), round(height)) == ((595, 842) if one.key.endswith("a4") else (1191, 842))
    said = squeezed("\n".join(page.extract_text() for page in reader.pages))
    comparison, context = gathered.entries[0]
    for words in (comparison.question, title_of(comparison, context), "À reprendre ici", "Pas pour nous"):
        assert squeezed(words) in said, words
    for territory in context.actions["territory"].unique():
        assert said.count(squeezed(f"{territory} :")) >= 5, "each has its share of the actions"
    named = [title for title in context.actions["title"] if squeezed(title) in said]
    left = len(context.actions) - 24
    assert len(named) >= 24 and squeezed(f"et {left} autres actions") in said
