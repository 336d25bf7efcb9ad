"""Hyphens at the ends of lines: those that cut a word go, those of a word stay, in texts and in PDFs."""

from __future__ import annotations

import pytest

from etl.readers import read
from etl.readers.lines.hyphens import Words, words_of
from tests.pdf_shapes import TALL, pdf, plain

_SAID = ["Le plan de la ville prévoit un libre accès et un service de transport.", "Le centre a un propriétaire."]
_CUT = ["Il y a aménage-", "ment, plu-", "sieurs et enfin trans-", "port, communau-", "taire."]


def _words(is_often: bool) -> Words:
    return words_of(_SAID * 3 + (_CUT if is_often else []))


@pytest.mark.parametrize("is_often", [True, False])
@pytest.mark.parametrize(
    "parts",
    [
        "ville centre", "libre service", "celui ci", "sous traitance", "Saint Denis", "propriétaires bailleurs",
        "vingt quatre", "EPCI membres", "a t", "non renouvelable", "centre bourg", "VILLE CENTRE",
    ],
)  # fmt: skip
def test_a_hyphen_of_a_word_stays(parts: str, is_often: bool) -> None:
    assert not _words(is_often).are_one(*parts.split())


@pytest.mark.parametrize("is_often", [True, False])
@pytest.mark.parametrize(
    "parts",
    [
        "aménage ment", "communau taire", "proposi tions", "pro jet", "inter communal", "trans port", "sur face",
        "développe ment", "rénova tion", "AMÉNAGE MENT",
    ],
)  # fmt: skip
def test_a_hyphen_that_cuts_a_word_goes(parts: str, is_often: bool) -> None:
    assert _words(is_often).are_one(*parts.split())


def test_what_a_document_says_elsewhere_decides_first() -> None:
    assert words_of(["L’écoquartier de la gare", "un éco-", "quartier"]).are_one("éco", "quartier")
    assert not words_of([*_CUT, "L’éco-quartier de la gare"]).are_one("éco", "quartier")
    assert not words_of([*_CUT, "Les vélo-cargos"]).are_one("vélo", "cargos")
    assert words_of([*_CUT, "La villecentre"]).are_one("ville", "centre")
    # What a line cuts says nothing of a word.
    assert "ment" not in words_of(_CUT).counted and "aménage" not in words_of(_CUT).counted


def test_a_text_as_a_page_breaks_it_has_its_words_whole() -> None:
    text = """AXE 1 : Réussir l'aménage-
ment durable
Action 1.1 : Requalifier la ville-
centre et ses faubourgs
Pilote : Communauté d'aggloméra-
tion du Pays
Elle aidera à la réno-
vation des façades.
- Étudier le station-
nement
AXE 2 : Bouger
- Relier la gare au col-
lège Jean-Moulin
"""
    found = read(text.encode(), "p.txt")
    first, second = found.units
    assert (first.title, first.text) == (
        "Requalifier la ville-centre et ses faubourgs", "Elle aidera à la rénovation des façades.",
    )  # fmt: skip
    assert first.headings == ("AXE 1 : Réussir l'aménagement durable",)
    assert first.fields == {"pilot": "Communauté d'agglomération du Pays"}
    assert [child.text for child in first.children] == ["Étudier le stationnement"]
    assert (second.title, second.place.to_line) == ("Relier la gare au collège Jean-Moulin", 13)
    assert [line.text for line in found.lines] == text.splitlines()


@pytest.mark.parametrize("is_often", [True, False])
def test_a_pdf_keeps_the_hyphens_of_words_and_not_those_that_cut_them(is_often: bool) -> None:
    lines = ["La ville-", "centre aide les pro-", "priétaires-", "bailleurs."] if is_often else ["La ville-", "centre."]
    told = "La ville-centre aide les propriétaires-bailleurs." if is_often else "La ville-centre."
    more = [*_SAID, *(_CUT if is_often else ["Un aménage-", "ment."])]
    body = TALL + '#text(size: 16pt, weight: "bold")[Axe 1 : Agir]\n\n'
    for at, own in enumerate((lines, more), 1):
        body += f"*Action {at} : Rénover*\n\n" + " \\ ".join(map(plain, own)) + "\n\n*Pilote :* Ville\n\n"
    first, second = read(pdf(body), "p.pdf").units
    assert first.text == told
    assert "aménagement" in second.text and (not is_often or "enfin transport, communautaire." in second.text)


def test_a_cell_of_a_pdf_has_the_words_of_the_whole_document() -> None:
    rows = "[Action], [Descriptif], [Pilote], [Échéance], [Planter], [La ville- \\ centre et l’aménage- \\ ment],"
    rows += "[Ville], [2026], [Creuser], [La ville.], [Ville], [2027],"
    body = TALL + "L’aménagement de la ville-centre.\n#pagebreak()\n"
    unit, _ = read(pdf(f"{body}#table(columns: (4cm, 6cm, 4cm, 3cm), {rows})"), "p.pdf").units
    assert unit.text == "La ville-centre et l’aménagement"
