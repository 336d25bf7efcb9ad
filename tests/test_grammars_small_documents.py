"""Each grammar on small invented documents: where a unit begins and ends, and what it refuses to guess."""

from __future__ import annotations

import pytest

from etl.errors import SourceError
from etl.grammars import cut
from etl.grammars.bullets import title_of
from etl.grammars.chosen_lines import repeats

HEADINGS = """
[[grammar.headings]]
level = 1
pattern = '^Pilier (?P<number>\\d+) : (?P<label>.+)$'

[[grammar.headings]]
level = 2
pattern = '^Objectif (?P<number>\\d+(?:\\.\\d+)*) : (?P<label>.+)$'
"""
OUTLINE = (
    "[grammar]\nname = \"outline\"\nunits_level = 2\nlooks_like_heading = '^\\W*(?:Pilier|Objectif)\\b'\n" + HEADINGS
)
LIST = """[grammar]
name = "bulleted-list"
units_under = "LES CHANTIERS"

[[grammar.headings]]
level = 1
pattern = '^[A-Z ]+$'

[[grammar.headings]]
level = 2
pattern = '^.+$'
followed_by = "Comment ?"
"""
FICHES = """[grammar]
name = "fiches"
starts_after = "LES FICHES"
fiche = '^(?:(?P<number>\\d+)-)?(?P<label>ACTION (?:MATURE|\\d{4})) : (?P<title>.+)$'
subheading = '^Objectifs$'

[[grammar.headings]]
level = 1
pattern = '^Axe (?P<number>\\d+) – (?P<label>.+)$'
"""
SLIDES = '[grammar]\nname = "slides"\n'
COLUMNS = "role,level,first_line,last_line,reason\n"


def refusal(document) -> SourceError:
    with pytest.raises(SourceError) as refused:
        cut(document)
    return refused.value


# Outline


def test_a_line_below_a_bullet_continues_it_until_a_blank_line(document_of):
    text = "Pilier 1 : A\nObjectif 1 : B\n- Planter\n  des arbres\n\n- Semer\n"
    planted, sown = cut(document_of(text, OUTLINE)).units
    assert (planted.text, planted.first_line, planted.last_line) == ("Planter des arbres", 3, 4)
    assert (sown.text, sown.first_line, sown.last_line) == ("Semer", 6, 6)


def test_an_indented_bullet_is_a_unit_of_its_own(document_of):
    text = "Pilier 1 : A\nObjectif 1 : B\n- Planter\n  - Semer\n"
    assert [unit.text for unit in cut(document_of(text, OUTLINE)).units] == ["Planter", "Semer"]


def test_a_heading_right_below_a_bullet_ends_it(document_of):
    text = "Pilier 1 : A\nObjectif 1 : B\n- Planter\nObjectif 2 : C\n- Semer\n"
    result = cut(document_of(text, OUTLINE))
    assert [unit.text for unit in result.units] == ["Planter", "Semer"]
    assert [result.path(unit)[0].number for unit in result.units] == ["1", "2"]


def test_a_bold_heading_and_one_with_an_arrow_are_read_without_their_marks(document_of):
    text = "# **Pilier 1 : A**\n\n→ Objectif 1 : **B**\n\n- Planter\n"
    result = cut(document_of(text, OUTLINE))
    assert [(heading.level, heading.label) for heading in result.headings] == [(1, "A"), (2, "B")]


def test_a_line_that_looks_like_a_heading_and_fits_no_pattern_is_refused_with_its_line(document_of):
    error = refusal(document_of("Pilier 1 : A\nObjectif 1 : B\n- Planter\nObjectif sans numéro\n", OUTLINE))
    assert "looks like a heading" in error.message and "Objectif sans numéro" in error.message
    assert error.line == 4 and error.path.name == "text.txt" and "[[grammar.headings]]" in error.remedy


def test_a_line_that_is_neither_heading_nor_bullet_is_refused_with_its_line(document_of):
    error = refusal(document_of("Pilier 1 : A\n\nUne phrase égarée.\n\nObjectif 1 : B\n- Planter\n", OUTLINE))
    assert "neither a heading nor a bullet" in error.message and error.line == 3


def test_a_title_page_above_the_first_heading_is_let_be(document_of):
    result = cut(document_of("Projet de territoire\n\nPilier 1 : A\nObjectif 1 : B\n- Planter\n", OUTLINE))
    assert len(result.units) == 1 and len(result.headings) == 2


def test_a_bullet_under_a_heading_that_has_no_units_is_refused(document_of):
    error = refusal(document_of("Pilier 1 : A\n- Planter\nObjectif 1 : B\n- Semer\n", OUTLINE))
    assert "under no heading that has units" in error.message and error.line == 2


def test_a_heading_without_its_parent_level_is_refused(document_of):
    error = refusal(document_of("Objectif 1 : B\n- Planter\n", OUTLINE))
    assert "no heading of level 1" in error.message and error.line == 1


def test_a_new_heading_closes_those_below_it(document_of):
    """Without a heading of level 2 of its own, pillar 2 must not take over the objective of pillar 1."""
    error = refusal(document_of("Pilier 1 : A\nObjectif 1 : B\n- Planter\n\nPilier 2 : C\n- Semer\n", OUTLINE))
    assert "« Semer »" in error.message and error.line == 6


def test_numbers_printed_twice_out_of_place_or_missing_are_faults_and_the_outline_stays_as_printed(document_of):
    text = (
        "Pilier 1 : A\nObjectif 1.1 : B\n- Planter\n\nObjectif 1.1 : C\n- Semer\n\n"
        "Pilier 3 : D\nObjectif 2.1 : E\n- Arroser\n"
    )
    result = cut(document_of(text, OUTLINE))
    assert [(fault.line, fault.kind) for fault in result.faults] == [
        (5, "numero-double"),
        (8, "numero-absent"),
        (9, "numero-deplace"),
    ]
    assert [heading.number for heading in result.headings] == ["1", "1.1", "1.1", "3", "2.1"]
    assert [heading.parent for heading in result.headings] == [None, 0, 0, None, 3]


def test_a_heading_rule_whose_pattern_cannot_be_read_is_refused(document_of):
    document = document_of("Pilier 1 : A\n- B\n", OUTLINE.replace("(?P<label>.+)$", "(?P<label>.+$", 1))
    assert "pattern 'headings' cannot be read" in refusal(document).message


def test_an_unknown_grammar_is_refused_and_the_known_ones_are_named(document_of):
    error = refusal(document_of("- A\n", '[grammar]\nname = "poeme"\n'))
    assert "'poeme'" in error.message and "outline" in error.remedy and error.path.name == "source.toml"


def test_a_grammar_that_finds_no_unit_is_refused(document_of):
    assert "finds no unit" in refusal(document_of("Pilier 1 : A\n", OUTLINE)).message


# Bulleted list


def test_only_bullets_under_the_named_heading_are_units_and_prose_is_let_be(document_of):
    text = "LES DEFIS\n\n- Innover\n\nUne phrase.\n\nLES CHANTIERS\n\n- Planter\nen ligne\n- Semer\n"
    result = cut(document_of(text, LIST))
    assert [unit.text for unit in result.units] == ["Planter en ligne", "Semer"]
    assert [heading.label for heading in result.headings] == ["LES DEFIS", "LES CHANTIERS"]


def test_a_heading_known_by_the_line_that_follows_needs_that_line(document_of):
    text = "LES DEFIS\n\nInnover ici\n\nComment ?\n\nUne phrase.\n\nLES CHANTIERS\n\n- Planter\n"
    assert [heading.label for heading in cut(document_of(text, LIST)).headings] == [
        "LES DEFIS",
        "Innover ici",
        "LES CHANTIERS",
    ]


# Titles


def test_a_short_unit_is_its_own_title():
    assert title_of("Planter : des arbres (et des haies).") == "Planter : des arbres (et des haies)."


def test_the_title_of_a_long_unit_is_its_first_clause_if_that_says_enough():
    long = "Planter des arbres le long des chemins ruraux : " + "chênes, hêtres, charmes et " * 6 + "érables."
    assert title_of(long) == "Planter des arbres le long des chemins ruraux"
    assert title_of("Planter : " + long) == "Planter : Planter des arbres le long des chemins ruraux"


@pytest.mark.parametrize(
    "announced",
    [
        "Cette force des chemins ruraux doit être décuplée",
        "Constat d'un manque de haies dans les communes",
        "Suivre l'expérimentation de la commune voisine du dispositif",
    ],
)
def test_a_title_does_not_end_before_the_content_that_its_colon_announces(announced: str):
    assert title_of(f"{announced} : planter des haies. {'Des arbres. ' * 12}") == f"{announced} : planter des haies"


def test_a_title_never_ends_inside_brackets_or_quotation_marks():
    quoted = (
        "Donner suite à la démarche « Planter. Semer : arroser » avec les communes " + "et les écoles " * 8 + ": oui"
    )
    assert title_of(quoted).count("«") == title_of(quoted).count("»")
    bracketed = "Donner suite aux travaux réalisés (avec : les écoles) " + "et les communes " * 8 + ". Puis semer."
    assert title_of(bracketed) == "Donner suite aux travaux réalisés"


# Fiches


def test_a_fiche_has_its_prose_as_text_and_its_objectives_as_detail(document_of):
    text = (
        "Préface\nLES FICHES\n\n## Axe 1 – Le centre\n\n### 1-ACTION MATURE : HALLE\n\nElle sera rénovée.\n\n"
        "#### Objectifs\n\n- Attirer\n- Vendre\n\n### ACTION 2030 : GARE\n\nElle rouvrira.\n"
    )
    result = cut(document_of(text, FICHES))
    halle, gare = result.units
    assert (halle.number, halle.label, halle.title) == ("1", "ACTION MATURE", "HALLE")
    assert (halle.text, halle.detail) == ("Elle sera rénovée.", "Attirer\nVendre")
    assert (halle.first_line, halle.last_line) == (6, 13)
    assert (gare.number, gare.label, gare.detail) == (None, "ACTION 2030", None)
    assert [fault.kind for fault in result.faults] == ["sans-numero"]


def test_a_fiche_without_prose_has_its_title_as_text(document_of):
    text = "LES FICHES\n### 1-ACTION MATURE : HALLE\n#### Objectifs\n- Attirer\n"
    (unit,) = cut(document_of(text, FICHES)).units
    assert (unit.text, unit.detail) == ("HALLE", "Attirer")


def test_prose_under_the_objectives_is_the_text_of_a_fiche_that_has_no_other(document_of):
    text = "LES FICHES\n### 1-ACTION MATURE : HALLE\n#### Objectifs\nAttirer les clients du marché.\n"
    (unit,) = cut(document_of(text, FICHES)).units
    assert (unit.text, unit.detail) == ("Attirer les clients du marché.", None)


def test_prose_below_the_objectives_is_detail_where_the_fiche_has_its_text_already(document_of):
    text = "LES FICHES\n### 1-ACTION MATURE : HALLE\nElle ouvre.\n#### Objectifs\n- Attirer\nPuis vendre.\n"
    (unit,) = cut(document_of(text, FICHES)).units
    assert (unit.text, unit.detail) == ("Elle ouvre.", "Attirer\nPuis vendre.")


def test_what_stands_above_the_opening_line_is_no_fiche(document_of):
    text = "### 9-ACTION MATURE : ANNONCE\nLES FICHES\n### 1-ACTION MATURE : HALLE\nElle ouvre.\n"
    assert [unit.title for unit in cut(document_of(text, FICHES)).units] == ["HALLE"]


def test_a_missing_opening_line_is_refused(document_of):
    error = refusal(document_of("### 1-ACTION MATURE : HALLE\n", FICHES))
    assert "LES FICHES" in error.message and "starts_after" in error.remedy


def test_a_heading_that_is_neither_axis_fiche_nor_subheading_is_refused_with_its_line(document_of):
    error = refusal(document_of("LES FICHES\n### 1-ACTION MATURE : HALLE\nElle ouvre.\n### Divers\n", FICHES))
    assert "« Divers »" in error.message and error.line == 4


def test_words_between_an_axis_and_its_first_fiche_are_refused(document_of):
    error = refusal(document_of("LES FICHES\n## Axe 1 – A\nEgaré\n### 1-ACTION MATURE : HALLE\nElle ouvre.\n", FICHES))
    assert "stands in no fiche" in error.message and error.line == 3


STRAY = '\n[[grammar.stray]]\nline = {line}\nquote = "{quote}"\nreason = "Légende."\n'


def test_a_stray_line_belongs_to_no_fiche(document_of):
    text = "LES FICHES\n### 1-ACTION MATURE : HALLE\nElle ouvre.\n\nLégende\n"
    (unit,) = cut(document_of(text, FICHES + STRAY.format(line=5, quote="Légende"))).units
    assert (unit.text, unit.detail, unit.last_line) == ("Elle ouvre.", None, 3)


@pytest.mark.parametrize("line", [4, 99, 0])
def test_a_stray_line_that_has_moved_is_refused(document_of, line: int):
    text = "LES FICHES\n### 1-ACTION MATURE : HALLE\nElle ouvre.\n\nLégende\n"
    error = refusal(document_of(text, FICHES + STRAY.format(line=line, quote="Légende")))
    assert f"stray line {line}" in error.message and error.path.name == "source.toml"


# Chosen lines

TEXT = "# Titre\n\n- Ouvrir les musées\n\n- Revoir :\n- les tarifs\n- les heures\n\nNouvelles\nLe train revient.\n"


def test_chosen_lines_give_headings_units_details_and_entries(document_of):
    lines = COLUMNS + 'heading,1,1,1,\nunit,,3,3,Puce\nunit+detail,,5,7,Puces\nentry,,9,10,"Datée, en bas"\n'
    result = cut(document_of(TEXT, SLIDES, lines))
    assert [(heading.level, heading.label) for heading in result.headings] == [(1, "Titre")]
    opened, revised, train = result.units
    assert (opened.title, opened.text, opened.detail) == ("Ouvrir les musées", "Ouvrir les musées", None)
    assert (revised.text, revised.detail) == ("Revoir :", "les tarifs\nles heures")
    assert (train.title, train.text) == ("Nouvelles", "Le train revient.")
    assert [unit.reason for unit in result.units] == ["Puce", "Puces", "Datée, en bas"]


def test_an_idea_said_again_is_detail_of_its_unit_and_identifies_nothing(document_of):
    again = "finding,,1,1,Titre\nunit,,3,3,Puce\nagain,3,5,7,Redit la ligne 3\n"
    document = document_of(TEXT, SLIDES, COLUMNS + again)
    (unit,) = cut(document).units
    assert unit.whole_detail == "Revoir : les tarifs les heures"
    assert (unit.detail, unit.words, unit.lines) == (None, "Ouvrir les musées", [3, 5, 6, 7])
    assert (unit.first_line, unit.last_line) == (3, 3)


def test_lines_read_and_left_out_are_no_unit(document_of):
    (unit,) = cut(document_of(TEXT, SLIDES, COLUMNS + "unit,,3,3,Puce\nfinding,,9,10,Constat\n")).units
    assert unit.first_line == 3


def test_an_entry_of_one_line_has_it_as_title_and_text(document_of):
    (unit,) = cut(document_of(TEXT, SLIDES, COLUMNS + "entry,,9,9,Datée\n")).units
    assert (unit.title, unit.text) == ("Nouvelles", "Nouvelles")


@pytest.mark.parametrize(
    ("rows", "line", "message"),
    [
        ("unit,,3,11,Puce\nunit,,7,8,Puce\n", 3, "already taken"),
        ("unit,,5,5,Puce\nunit,,3,3,Puce\n", 3, "already taken"),
        ("unit,,3,99,Puce\n", 2, "outside the document"),
        ("unit,,0,3,Puce\n", 2, "outside the document"),
        ("unit,,7,3,Puce\n", 2, "outside the document"),
        ("unit,,4,4,Puce\n", 2, "are empty"),
        ("unit,,3,3,\n", 2, "without a reason"),
        ("slogan,,3,3,Puce\n", 2, "unknown role 'slogan'"),
        ("finding,,3,3,\n", 2, "without a reason"),
        ("unit,,3,3,Puce\nagain,5,9,9,Redit\n", 3, "no unit above begins at line 5"),
        ("again,9,3,3,Redit\nunit,,9,9,Puce\n", 2, "no unit above begins at line 9"),
        ("unit,,trois,3,Puce\n", 2, "no whole number"),
        ("heading,,1,1,\nunit,,3,3,Puce\n", 2, "no whole number"),
    ],
    ids=[
        "overlapping", "backwards", "beyond the end", "before the start", "ending before it starts", "empty",
        "without a reason", "unknown role", "finding without a reason", "again without its unit",
        "again before its unit", "no number", "heading without a level",
    ],
)  # fmt: skip
def test_chosen_lines_that_make_no_sense_are_refused_with_their_row(document_of, rows: str, line: int, message: str):
    error = refusal(document_of(TEXT, SLIDES, COLUMNS + rows))
    assert message in error.message
    assert (error.path.name, error.line) == ("lines.csv", line)


def test_a_document_of_chosen_lines_without_its_file_is_refused(document_of):
    assert refusal(document_of(TEXT, SLIDES)).path.name == "lines.csv"


def test_a_chosen_heading_without_its_parent_level_is_refused(document_of):
    error = refusal(document_of(TEXT, SLIDES, COLUMNS + "heading,2,1,1,\nunit,,3,3,Puce\n"))
    assert "no heading of level 1" in error.message


def test_a_repeated_line_is_found_elsewhere_only(document_of):
    document = document_of("- Ouvrir\n\n- Ouvrir les musées\n\n  - Ouvrir\n", SLIDES, COLUMNS + "unit,,1,1,Puce\n")
    assert repeats(document, cut(document).units[0]) == [5]


def test_a_line_repeated_with_other_marks_is_found_too(document_of):
    document = document_of("- Ouvrir les musées\n- Ouvrir **les** musées\n", SLIDES, COLUMNS + "unit,,1,1,Puce\n")
    assert repeats(document, cut(document).units[0]) == [2]


def test_a_line_that_continues_a_detail_bullet_is_kept(document_of):
    text = "- Revoir :\n- les tarifs\n  des musées\n"
    (unit,) = cut(document_of(text, SLIDES, COLUMNS + "unit+detail,,1,3,Puces\n")).units
    assert unit.text == "Revoir :"
    assert "des musées" in unit.detail


def test_a_fiches_sidecar_without_a_setting_is_refused(document_of):
    grammar = FICHES.replace("subheading = '^Objectifs$'\n", "")
    assert "subheading" in refusal(document_of("LES FICHES\n### 1-ACTION MATURE : HALLE\n", grammar)).message


def test_a_fiche_pattern_that_cannot_be_read_is_refused(document_of):
    grammar = FICHES.replace("^Objectifs$", "^(Objectifs$")
    assert "subheading" in refusal(document_of("LES FICHES\n### 1-ACTION MATURE : HALLE\n", grammar)).message


def test_an_unknown_grammar_setting_is_refused(document_of):
    document = document_of(
        "Pilier 1 : A\nObjectif 1 : B\n- Planter\n", OUTLINE.replace("units_level", "unit = 9\nunits_level")
    )
    assert "unit" in refusal(document).message
