"""Words without their marks, folded for comparing; terms in French inflection; identifiers made of words."""

from __future__ import annotations

import pytest

from etl.coding.readings import line_of
from etl.coding.terms import Lexicon, Passage, Term
from etl.errors import SourceError
from etl.grammars import cut
from etl.identifiers import action_id, identify
from etl.models import Unit
from etl.text import fold, folded_with_offsets, plain, plain_lines

# Text


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("## **Axe 1** – Le centre", "Axe 1 – Le centre"),
        ("  - *Planter*   des  arbres ", "Planter des arbres"),
        ("• Planter", "Planter"),
        ("- ° un tiers-lieu", "un tiers-lieu"),
        ("> > cité", "cité"),
        ("→ Objectif", "Objectif"),
        ("<b>gras</b>", "gras"),
        ("voir [le site](http://exemple.fr/a(b)", "voir le site"),
        ("l'entre-deux - et le reste", "l'entre-deux - et le reste"),
        ("12 € * 3", "12 € 3"),
        ("-5 °C", "5 °C"),
        ("", ""),
    ],
)
def test_plain_drops_marks_and_keeps_words(raw: str, words: str):
    assert plain(raw) == words


def test_plain_is_the_same_when_said_twice():
    for raw in ("## **Axe** – A", "- - Planter", "> > x", "[a](b) c"):
        assert plain(plain(raw)) == plain(raw)


def test_lines_are_joined_by_one_blank_and_empty_ones_add_nothing():
    assert plain_lines(["- Planter", "", "  des arbres "]) == "Planter des arbres"


def test_folding_takes_away_case_accents_ligatures_and_kinds_of_apostrophe():
    assert fold("CŒUR d’Été") == fold("coeur d'ete")
    assert fold("tiers‑lieu") == "tiers-lieu"  # a no-break hyphen


@pytest.mark.parametrize("text", ["Cœur de Lorraine", "ÉTÉ à l’œuvre", "e\u0301te\u0301", "", "ﬁn"])
def test_every_folded_character_leads_back_to_its_own(text: str):
    folded, offsets = folded_with_offsets(text)
    assert len(folded) == len(offsets)
    assert list(offsets) == sorted(offsets)
    for character, at in zip(folded, offsets, strict=True):
        assert character in fold(text[at])


# Terms


def found(words: str, text: str, *others: str) -> list[str]:
    """The words of the text at which the lexicon finds one of these terms."""
    terms = [Term("theme", term, term, 3) for term in (words, *others)]
    return [hit.words for hit in Lexicon.of(terms).find(Passage.of(text))]


@pytest.mark.parametrize(
    ("term", "text", "words"),
    [
        ("navette", "des Navettes gratuites", ["Navettes"]),
        ("réseau", "Les réseaux", ["réseaux"]),
        ("local", "des circuits locaux", ["locaux"]),
        ("sportif", "une salle sportive", ["sportive"]),
        ("culturel", "les actions culturelles", ["culturelles"]),
        ("mobilité", "LA MOBILITE", ["MOBILITE"]),
        ("œuvre", "mise en oeuvre", ["oeuvre"]),
        ("eau", "un bureau, un tableau, de beaux seaux", []),
        ("car", "une carte", []),
        ("rénov*", "rénovation, rénover, innover", ["rénovation", "rénover"]),
    ],
)
def test_a_word_is_found_in_its_inflections_and_not_inside_other_words(term: str, text: str, words: list[str]):
    assert found(term, text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("une offre de soins", ["offre de soins"]),
        ("l'offre en soins", ["offre en soins"]),
        ("les offres de soin", ["offres de soin"]),
        ("l'offre, les soins", []),
        ("une offre culturelle et des soins", []),
        ("des soins en offre", []),
    ],
)
def test_the_words_of_a_term_may_be_parted_by_link_words_only(text: str, words: list[str]):
    assert found("offre soin", text) == words


@pytest.mark.parametrize("text", ["l’Agence Régionale de Santé", "agence régionale  de\nsanté"])
def test_apostrophes_case_and_white_space_do_not_matter(text: str):
    assert len(found("agence régionale santé", text)) == 1


def test_words_joined_by_a_hyphen_are_found_as_two_words():
    assert found("tiers lieu", "des tiers-lieux") == ["tiers-lieux"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("un PAT.", ["PAT"]), ("des PATs", ["PATs"]), ("un pat", []), ("PATRIMOINE", []), ("(PAT)", ["PAT"])],
)
def test_an_acronym_is_found_as_it_is_written(text: str, words: list[str]):
    assert found("PAT", text) == words


def test_where_two_terms_overlap_the_longer_stands():
    assert found("plan", "le plan climat", "plan climat") == ["plan climat"]


def test_words_that_two_codes_share_speak_for_both():
    terms = [Term("theme", code, "halle", 3) for code in ("culture", "commerce")]
    assert {hit.code for hit in Lexicon.of(terms).find(Passage.of("La halle"))} == {"culture", "commerce"}


def test_the_place_of_a_hit_is_that_of_its_words():
    text = "Au Cœur : l’œuvre d’ARS, des étés"
    for hit in Lexicon.of([Term("f", "a", "été", 1), Term("f", "b", "ARS", 1)]).find(Passage.of(text)):
        assert text[hit.start : hit.end] == hit.words


# Words found at lines


def test_words_are_found_on_their_line_and_across_line_ends(document_of):
    document = document_of("- Planter **des** arbres\n  en ville\n\n- Semer\n", '[grammar]\nname = "outline"\n')
    assert line_of("des arbres", document, [1, 2]) == 1
    assert line_of("arbres en ville", document, [1, 2]) == 1
    assert line_of("en ville", document, [1, 2]) == 2
    assert line_of("ville Semer", document, [1, 2]) is None
    assert line_of("arbres", document, [4, 5, 6, 7]) is None


# Identifiers

LINES = "role,level,first_line,last_line,reason\n"
SLIDES = '[grammar]\nname = "slides"\n'


def identifiers(document_of, name: str, *bullets: str) -> dict[str, str]:
    text = "\n".join(f"- {bullet}" for bullet in bullets)
    rows = "".join(f"unit,,{line},{line},Puce\n" for line in range(1, len(bullets) + 1))
    document = document_of(text, SLIDES, LINES + rows, name)
    return dict(zip(bullets, identify(document, cut(document)), strict=True))


def test_identifiers_survive_reordering_and_other_units(document_of):
    before = identifiers(document_of, "avant", "Planter des arbres", "Semer", "Arroser")
    after = identifiers(document_of, "apres", "Arroser", "Un chantier de plus", "Planter des arbres")
    assert after["Arroser"] == before["Arroser"]
    assert after["Planter des arbres"] == before["Planter des arbres"]
    assert len(set(before.values())) == 3


def test_identifiers_change_with_the_words_of_the_unit(document_of):
    before = identifiers(document_of, "avant", "Planter des arbres")
    after = identifiers(document_of, "apres", "Planter dix arbres")
    assert set(before.values()).isdisjoint(after.values())


def test_identifiers_do_not_change_with_case_accents_marks_or_spaces(document_of):
    before = identifiers(document_of, "avant", "Rénover l'école")
    after = identifiers(document_of, "apres", "**RENOVER**   l’Ecole")
    assert list(before.values()) == list(after.values())


def test_the_identifier_says_its_territory_and_counts_the_detail():
    short = Unit(None, None, "Planter", "Planter", None, 1, 1)
    longer = Unit(None, None, "Planter", "Planter", "des arbres", 1, 2)
    assert action_id("val-clair", short).startswith("val-clair-")
    assert action_id("val-clair", short) != action_id("val-clair", longer)


def test_two_units_that_say_the_same_are_refused_with_both_lines(document_of):
    document = document_of("- Planter\n- planter\n", SLIDES, LINES + "unit,,1,1,Puce\nunit,,2,2,Puce\n")
    with pytest.raises(SourceError) as refused:
        identify(document, cut(document))
    assert "of line 1" in refused.value.message and refused.value.line == 2


def test_an_acronym_in_the_name_of_a_firm_is_none() -> None:
    lexicon = Lexicon.of([Term("f", "a", "MAEC", 3)])
    expected = {
        "la MAEC-Groupe Cahors": [],
        "MAEC-Énergie": [],
        "des MAEC, dont": ["MAEC"],
        "MAEC-PAEC": ["MAEC"],
        "contrat MAEC-eau": ["MAEC"],
        "MAECs": ["MAECs"],
    }
    assert {text: [hit.words for hit in lexicon.find(Passage.of(text))] for text in expected} == expected
