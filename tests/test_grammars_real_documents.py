"""What the grammars make of the five documents: every unit once, word for word, under the headings as printed."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest

from etl.grammars.chosen_lines import repeats
from etl.models import Cut, Document
from etl.paths import DATA, ROOT
from etl.text import plain

DOCUMENTS = {
    "midi-quercy-chantiers": 20,
    "coeur-de-lorraine-projet": 72,
    "cahors-coeur-de-ville": 22,
    "porte-du-hainaut-diagnostic": 44,
    "occitanie-amenagement": 20,
}
RECEIVED = ROOT.parent / "shared" / "documents"
# Marks of the text format, and white space; all other characters of a unit must stand in the document as they are.
MARKS = re.compile(r"\]\([^)]*\)|</?b>|[\s\[*#>•°→-]")

Cuts = dict[str, tuple[Document, Cut]]


def bare(words: str) -> str:
    return MARKS.sub("", words)


def passage(document: Document, first: int, last: int) -> str:
    return bare("\n".join(document.lines[first - 1 : last]))


@pytest.mark.parametrize(("name", "expected"), DOCUMENTS.items())
def test_every_document_yields_the_units_that_were_counted_by_reading(real_cuts: Cuts, name: str, expected: int):
    assert len(real_cuts[name][1].units) == expected


def test_there_are_five_documents_and_no_other(real_cuts: Cuts):
    assert set(real_cuts) == set(DOCUMENTS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_title_text_and_detail_line_stands_at_the_lines_of_its_unit(real_cuts: Cuts, name: str):
    document, cut = real_cuts[name]
    for unit in cut.units:
        there = passage(document, unit.first_line, unit.last_line)
        for words in (unit.title, unit.text, *(unit.detail or "").split("\n")):
            assert bare(words) in there, f"line {unit.first_line}: {words}"
        for said in unit.restated:
            assert bare(said.text) in passage(document, said.first_line, said.last_line)
            assert said.text in (unit.whole_detail or "").split("\n")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_unit_keeps_all_the_words_of_its_lines(real_cuts: Cuts, name: str):
    """Read in words, whatever their order: a fiche has its objectives before its text at times."""
    document, cut = real_cuts[name]
    stray = {entry["line"] for entry in document.settings.get("stray", [])}
    subheading = re.compile(str(document.settings.get("subheading", r"(?!)")))
    for unit in cut.units:
        lines = [
            re.sub(r"\]\([^)]*\)", "]", raw)
            for line, raw in enumerate(document.lines[unit.first_line - 1 : unit.last_line], unit.first_line)
            if line not in stray and not (raw.lstrip().startswith("#") and subheading.match(plain(raw)))
        ]
        printed = Counter(re.findall(r"\w+", re.sub(r"</?b>", " ", " ".join(lines))))
        kept = Counter(re.findall(r"\w+", " ".join(filter(None, [unit.number, unit.label, unit.words]))))
        assert not printed - kept, f"line {unit.first_line}: lost {printed - kept}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_heading_stands_at_its_line(real_cuts: Cuts, name: str):
    document, cut = real_cuts[name]
    for heading in cut.headings:
        # The headings of slides run over up to three lines.
        assert bare(heading.label) in passage(document, heading.line, heading.line + 2)
        if heading.number:
            assert heading.number in document.lines[heading.line - 1]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_units_follow_one_another_and_share_no_line(real_cuts: Cuts, name: str):
    _, cut = real_cuts[name]
    for earlier, later in zip(cut.units, cut.units[1:], strict=False):
        assert earlier.first_line <= earlier.last_line < later.first_line


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_two_units_of_a_document_say_the_same(real_cuts: Cuts, name: str):
    _, cut = real_cuts[name]
    assert [said for said, times in Counter(bare(unit.words) for unit in cut.units).items() if times > 1] == []


def test_midi_quercy_gives_the_bullets_under_its_chantiers_and_nothing_of_its_strategy(real_cuts: Cuts):
    document, cut = real_cuts["midi-quercy-chantiers"]
    opening = next(line for line, raw in enumerate(document.lines, 1) if "LES CHANTIERS" in raw)
    bullets = [line for line, raw in enumerate(document.lines, 1) if line > opening and re.match(r"\s*-", raw)]
    assert [unit.first_line for unit in cut.units] == bullets
    assert {cut.path(unit)[0].label for unit in cut.units} == {"LES CHANTIERS"}
    assert [h.number for h in cut.headings if h.level == 3] == ["1", "2", "3", "4", "5", "6"]
    assert sum(h.parent == 0 for h in cut.headings) == 3  # the three défis


def test_coeur_de_lorraine_gives_every_bullet_the_indented_one_included(real_cuts: Cuts):
    document, cut = real_cuts["coeur-de-lorraine-projet"]
    bullets = [line for line, raw in enumerate(document.lines, 1) if re.match(r"\s*-", raw)]
    indented = [line for line in bullets if document.lines[line - 1].startswith(" ")]
    assert [unit.first_line for unit in cut.units] == bullets
    assert indented, "the document no longer has the indented bullet"
    assert set(indented) <= {unit.first_line for unit in cut.units}
    assert {cut.path(unit)[0].level for unit in cut.units} == {3}


def test_coeur_de_lorraine_keeps_its_faulty_numbers_where_they_are_printed(real_cuts: Cuts):
    _, cut = real_cuts["coeur-de-lorraine-projet"]

    def above(number: str) -> list[list[str | None]]:
        found = []
        for heading in cut.headings:
            if heading.number == number:
                objective = cut.headings[heading.parent]
                found.append([cut.headings[objective.parent].number, objective.number])
        return found

    assert above("3.1.3") == [["3", "1"], ["3", "2"]]
    assert above("4.2.1") == [["4", "1"]]
    second = [heading.line for heading in cut.headings if heading.number == "3.1.3"][1]
    displaced = next(heading.line for heading in cut.headings if heading.number == "4.2.1")
    assert {(fault.line, fault.kind) for fault in cut.faults} == {
        (second, "numero-double"),
        (second, "numero-deplace"),
        (displaced, "numero-deplace"),
    }


def test_cahors_gives_nineteen_numbered_fiches_and_three_without_a_number(real_cuts: Cuts):
    _, cut = real_cuts["cahors-coeur-de-ville"]
    assert [unit.number for unit in cut.units] == [*map(str, range(1, 20)), None, None, None]
    assert {unit.label for unit in cut.units if unit.number is None} == {"ACTION 2019"}
    unnumbered = [unit.first_line for unit in cut.units if unit.number is None]
    assert [fault.line for fault in cut.faults if fault.kind == "sans-numero"] == unnumbered


def test_cahors_shows_that_axes_four_and_five_are_missing_and_leaves_their_fiches_under_axis_three(real_cuts: Cuts):
    _, cut = real_cuts["cahors-coeur-de-ville"]
    assert [heading.number for heading in cut.headings] == [None, "1", "2", "3", "6"]
    under = {unit.number: cut.path(unit)[0].number for unit in cut.units}
    assert {under[str(number)] for number in range(9, 16)} == {"3"}
    (gap,) = [fault for fault in cut.faults if fault.kind == "numero-absent"]
    assert "4 et 5" in gap.explanation


def test_a_cahors_fiche_ends_before_the_stray_caption_that_follows_it(real_cuts: Cuts):
    document, cut = real_cuts["cahors-coeur-de-ville"]
    for entry in document.settings["stray"]:
        assert not [unit for unit in cut.units if unit.first_line <= entry["line"] <= unit.last_line]


def test_porte_du_hainaut_gives_its_list_items_and_its_pistes(real_cuts: Cuts):
    document, cut = real_cuts["porte-du-hainaut-diagnostic"]
    listed = [
        unit
        for unit in cut.units
        if re.match(r"\s*[-•]", document.lines[unit.first_line - 1]) or "pistes" in cut.path(unit)[0].label
    ]
    assert len(listed) >= 28
    titles = [unit.title for unit in listed]
    assert any(title.startswith("Partager des fonctions supports") for title in titles)
    assert any(title.startswith("Revoir le plan de mobilité") for title in titles)


def test_a_slide_that_repeats_an_earlier_one_adds_nothing_but_its_lines(real_cuts: Cuts):
    document, cut = real_cuts["porte-du-hainaut-diagnostic"]
    places: dict[str, list[int]] = {}
    for line, raw in enumerate(document.lines, 1):
        places.setdefault(plain(raw), []).append(line)
    for unit in cut.units:
        said_at = places[plain(document.lines[unit.first_line - 1])]
        assert repeats(document, unit) == [line for line in said_at if line != unit.first_line]
        assert sum(other.first_line in said_at for other in cut.units) == 1
    assert sum(bool(repeats(document, unit)) for unit in cut.units) > 10


def test_every_chosen_unit_says_why_it_is_one(real_cuts: Cuts):
    for name in ("porte-du-hainaut-diagnostic", "occitanie-amenagement"):
        assert all(unit.reason for unit in real_cuts[name][1].units)


def test_the_region_is_a_frame_and_not_a_compared_territory(real_cuts: Cuts):
    rows = (DATA / "reference" / "territories.csv").read_text("utf-8").splitlines()
    header = rows[0].split(",")
    compared = {row.split(",")[0] for row in rows[1:] if row.split(",")[header.index("is_compared")] == "1"}
    assert compared == {"midi-quercy", "coeur-de-lorraine", "cahors", "porte-du-hainaut"}
    assert real_cuts["occitanie-amenagement"][0].territory_id == "occitanie"


# Masked contacts


def test_no_email_address_nor_telephone_number_stands_in_the_data():
    """The e-mail pattern asks for a name and a domain: `@` alone may be a mark of a text."""
    email = re.compile(r"[\w.+-]+\s?@\s?[\w-]+\.\w+")
    telephone = re.compile(r"(?<!\d)(?:\+33\s?\(?0?\)?\s?|0)[1-9](?:[ .\u00a0\u202f-]?\d{2}){4}(?!\d)")
    for path in [path for path in DATA.rglob("*") if path.suffix in (".txt", ".csv", ".toml", ".md")]:
        text = path.read_text("utf-8")
        assert email.findall(text) == [], path
        assert telephone.findall(text) == [], path


def test_the_masked_lines_are_those_that_the_sidecar_lists(real_cuts: Cuts):
    document, _ = real_cuts["cahors-coeur-de-ville"]
    masked = [line for line, raw in enumerate(document.lines, 1) if re.search(r"\[[^\]]* masqués?\]", raw)]
    assert masked == list(document.masked_lines)
    assert len(masked) == 4
    for other, _ in real_cuts.values():
        assert other is document or other.masked_lines == ()


def test_no_masked_line_belongs_to_a_unit(real_cuts: Cuts):
    document, cut = real_cuts["cahors-coeur-de-ville"]
    for line in document.masked_lines:
        assert not [unit for unit in cut.units if unit.first_line <= line <= unit.last_line]


@pytest.mark.skipif(not RECEIVED.is_dir(), reason="the documents as received are not on this machine")
def test_every_line_that_is_not_masked_is_the_one_received(real_cuts: Cuts):
    received = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in RECEIVED.glob("*.txt")}
    for document, _ in real_cuts.values():
        original: Path = received[document.sha256]
        lines = original.read_bytes().decode().split("\n")
        changed = [
            line for line, (was, stands) in enumerate(zip(lines, document.lines, strict=True), 1) if was != stands
        ]
        assert changed == list(document.masked_lines)


@pytest.mark.skipif(not RECEIVED.is_dir(), reason="the documents as received are not on this machine")
def test_no_name_of_a_masked_contact_remains_anywhere_in_the_data(real_cuts: Cuts):
    """Names are taken from the masked lines as received: what stands between a dash and the next mark."""
    document, _ = real_cuts["cahors-coeur-de-ville"]
    received = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in RECEIVED.glob("*.txt")}
    lines = received[document.sha256].read_text("utf-8").split("\n")
    hidden: set[str] = set()
    for line in document.masked_lines:
        kept = set(re.findall(r"[\w@.]+", document.lines[line - 1]))
        hidden |= {word for word in re.findall(r"[\w@.]+", lines[line - 1]) if word not in kept}
    # Single letters and figures occur everywhere; words of the plan's own prose would be no names.
    hidden = {word for word in hidden if len(word) > 3 and not word.isdigit()}
    assert hidden, "the masked lines hide nothing"
    for path in [path for path in DATA.rglob("*") if path.suffix in (".txt", ".toml")]:
        words = set(re.findall(r"[\w@.]+", path.read_text("utf-8")))
        assert not hidden & words, path
