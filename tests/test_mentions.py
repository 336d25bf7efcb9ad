"""Where a document's whole text, actions or not, holds a term of the codebook."""

from __future__ import annotations

from etl.coding.mentions import mentions
from etl.coding.rules import Rules
from etl.coding.terms import Term

TERMS = {
    "theme": [
        Term("theme", "culture", "culture", 3),
        Term("theme", "gouvernance", "culture commune", 1),
        Term("theme", "sante", "offre soins", 2),
        Term("theme", "sante", "santé", 3),
        Term("theme", "climat", "plan climat", 3),
    ],
    "scheme": [Term("scheme", "cls", "CLS", 3)],
}
RULES = Rules(TERMS, {"PCAET": "plan climat air énergie territorial"}, {})


def found(document_of, text: str) -> set[tuple[int, str, str, int]]:
    document = document_of(text, '[grammar]\nname = "bulleted-list"\n')
    return {(one.line, one.code, one.words, one.weight) for one in mentions(document, RULES)}


def test_lines_that_belong_to_no_action_are_searched_too(document_of):
    assert found(document_of, "Un bilan de la santé\n\n- Rouler\n") == {(1, "sante", "santé", 3)}


def test_a_longer_term_shields_no_word_when_silence_is_at_stake(document_of):
    assert found(document_of, "Une culture commune\n") == {
        (1, "culture", "culture", 3),
        (1, "gouvernance", "culture commune", 1),
    }


def test_an_acronym_speaks_for_what_it_stands_for(document_of):
    assert found(document_of, "Le PCAET et le CLS\n") == {(1, "climat", "PCAET", 3), (1, "cls", "CLS", 3)}


def test_a_term_cut_by_the_end_of_a_line_is_found_where_it_begins(document_of):
    assert found(document_of, "Garder une offre\nde soins\n") == {(1, "sante", "offre de soins", 2)}


def test_two_bullets_do_not_make_one_term(document_of):
    assert found(document_of, "- une offre\n- soins\n") == set()


def test_the_weightiest_words_of_a_line_stand_for_it(document_of):
    assert found(document_of, "offre de soins et santé\n") == {(1, "sante", "santé", 3)}


def test_the_health_lines_of_the_diagnosis_are_found_though_no_action_has_health_as_its_main_theme(connection):
    query = (
        "SELECT line FROM mention WHERE document_id LIKE 'porte%' AND field = 'theme' AND code = 'sante' AND weight > 1"
    )
    assert {line for (line,) in connection.execute(query).fetchall()} >= {202, 238, 935}


def test_the_schemes_that_the_diagnosis_cites_are_found_at_line_62(connection):
    query = "SELECT code FROM mention WHERE document_id LIKE 'porte%' AND field = 'scheme' AND line = 62"
    assert {code for (code,) in connection.execute(query).fetchall()} == {"scot", "plui", "plh", "cls"}
