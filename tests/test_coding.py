"""From two readings and decisions to settled codes: what is owed, what is refused, how far codings agree."""

from __future__ import annotations

import pytest

from etl.__main__ import main
from etl.coding.agreement import agreements, kappa, theme_confusion
from etl.coding.codebook import FIELDS, read_codebook
from etl.coding.settle import CodedUnit, SettledCode, coded_units, owed_decisions, same
from etl.documents import read_document
from etl.errors import SourceError
from etl.grammars import cut
from etl.identifiers import identify
from etl.models import Unit
from etl.sources import read_sources
from etl.tables import tables
from tests.invented import Invented

FIRST, SECOND = "codebook/readings/first/{}.csv", "codebook/readings/second/{}.csv"
DECISIONS = "codebook/decisions/{}.csv"


def coded(invented: Invented, document: str) -> list[CodedUnit]:
    read = read_document(invented.data / "documents" / document)
    result = cut(read)
    return coded_units(read, result, identify(read, result), read_codebook(invented.data / "codebook"))


def settled(invented: Invented, document: str, title: str) -> CodedUnit:
    return next(unit for unit in coded(invented, document) if unit.unit.title.startswith(title))


def refusal(invented: Invented) -> SourceError:
    with pytest.raises(SourceError) as refused:
        read_sources(invented.data)
    return refused.value


def decide(invented: Invented, document: str, *rows: str) -> None:
    path = invented.path(DECISIONS.format(document))
    if not path.exists():
        path.write_text("action_id,field,value,evidence,reason\n", "utf-8")
    for row in rows:
        invented.append(DECISIONS.format(document), row)


# Settling


def test_where_rules_and_both_readings_agree_nothing_needs_deciding(invented: Invented):
    unit = settled(invented, "val-plan", "Mettre en place une navette")
    assert unit.decided == {}
    assert unit.values("theme") == ["mobilite"]
    assert unit.values("funder") == ["leader:financeur"]
    assert {code.origin for codes in unit.settled.values() for code in codes} == {"rule"}


def test_every_settled_code_has_its_words_at_its_line(invented: Invented):
    for name in ("val-plan", "val-fiches", "haut-pistes"):
        lines = read_document(invented.data / "documents" / name).lines
        for unit in coded(invented, name):
            for code in [code for codes in unit.settled.values() for code in codes]:
                assert code.evidence in " ".join(lines[code.line - 1 : code.line + 1]), (unit.unit.title, code)


def test_a_decision_overrides_the_rules_and_keeps_its_reason(invented: Invented):
    unit = settled(invented, "haut-pistes", "Revoir les tarifs")
    (code,) = unit.settled["nature"]
    assert (code.value, code.origin, code.reason) == ("aide-financiere", "reviewed", "Un tarif réduit est une aide.")
    assert unit.proposed["nature"] != ["aide-financiere"]


def test_a_theme_decided_on_the_words_of_a_heading_is_inherited(invented: Invented):
    action = invented.action("val-plan", "Trouver des locaux")
    decide(invented, "val-plan", f"{action},theme,mobilite,Se soigner,Pour voir.")
    (code,) = settled(invented, "val-plan", "Trouver des locaux").settled["theme"]
    heading = invented.read("documents/val-plan/text.txt").split("\n").index("Pilier 2 : Se soigner") + 1
    assert (code.origin, code.line) == ("inherited", heading)


def test_a_decision_is_owed_where_the_readings_differ(invented: Invented):
    invented.path(DECISIONS.format("haut-pistes")).unlink()
    (owed,) = owed_decisions(coded(invented, "haut-pistes"))
    assert (owed.field, owed.readings[1]) == ("nature", ["service"])
    error = refusal(invented)
    assert owed.action_id in error.message and "needs a decision on nature" in error.message
    assert error.path.name == "haut-pistes.csv" and "with a reason" in error.remedy


def test_a_decision_is_owed_where_both_readings_agree_against_the_rules(invented: Invented):
    action = invented.action("val-plan", "Mettre en place une navette")
    for reading in (FIRST, SECOND):
        invented.replace(reading.format("val-plan"), f"{action},theme,mobilite,bus", f"{action},theme,sante,bus")
    (owed,) = owed_decisions(coded(invented, "val-plan"))
    assert (owed.action_id, owed.field, owed.proposed, owed.readings) == (
        action, "theme", ["mobilite"], [["sante"], ["sante"]],
    )  # fmt: skip


def test_a_code_that_one_reading_leaves_out_is_a_difference(invented: Invented):
    action = invented.action("val-plan", "Poursuivre le contrat")
    invented.replace(SECOND.format("val-plan"), f"{action},scheme,cls,CLS,\n", "")
    assert [(owed.action_id, owed.field) for owed in owed_decisions(coded(invented, "val-plan"))] == [
        (action, "scheme")
    ]


def test_a_decision_that_there_is_none_leaves_the_field_empty(invented: Invented):
    action = invented.action("val-plan", "Poursuivre le contrat")
    decide(invented, "val-plan", f"{action},scheme,-,,Seulement cité.")
    unit = settled(invented, "val-plan", "Poursuivre le contrat")
    assert unit.values("scheme") == []
    assert unit.decided["scheme"][0].reason == "Seulement cité."


def test_a_decision_says_how_certain_a_funder_is_and_that_a_scheme_is_only_cited(invented: Invented):
    action = invented.action("val-plan", "Poursuivre le contrat")
    decide(
        invented,
        "val-plan",
        f"{action},funder,ars:partenaire:envisage,agence régionale de santé,Peut-être.",
        f"{action},scheme,cls:cite,contrat local de santé,Seulement cité.",
    )
    unit = settled(invented, "val-plan", "Poursuivre le contrat")
    assert [code.value for code in unit.settled["funder"]] == ["ars:partenaire:envisage"]
    assert [code.value for code in unit.settled["scheme"]] == ["cls:cite"]
    # Two codings agree on the body, its role and the scheme, of which alone the readings speak.
    assert unit.values("funder") == unit.readings[0]["funder"] == ["ars:partenaire"]
    assert unit.values("scheme") == unit.readings[0]["scheme"] == ["cls"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("scheme,cls:peut-etre,CLS,Pour voir.", "ends with 'peut-etre'"),
        ("funder,ars:partenaire:juré,agence,Pour voir.", "ends with 'juré'"),
        ("funder,ars,agence,Pour voir.", "unknown role ''"),
        ("part,roi,agence,Pour voir.", "unknown funder 'roi'"),
        ("part,ars,agence,Pour voir.", "gives a part to ars, which is no financeur"),
    ],
)
def test_a_qualifier_or_a_part_that_makes_no_sense_is_refused(invented: Invented, row: str, message: str):
    decide(invented, "val-plan", f"{invented.action('val-plan', 'Poursuivre le contrat')},{row}")
    assert message in refusal(invented).message


def test_the_same_body_cannot_be_certain_and_envisaged(invented: Invented):
    action = invented.action("val-plan", "Poursuivre le contrat")
    rows = [f"{action},funder,ars:partenaire{how},agence régionale,Pour voir." for how in ("", ":envisage")]
    decide(invented, "val-plan", *rows)
    assert "stands twice" in refusal(invented).message


def test_a_payer_may_pay_a_part_in_the_document_s_words(invented: Invented):
    action = invented.action("val-plan", "Mettre en place une navette")
    decide(invented, "val-plan", f"{action},part,leader,une navette de bus,La navette seule.")
    (row,) = [row for row in tables(read_sources(invented.data))["action_funder"] if row["action_id"] == action]
    assert (row["funder_id"], row["certainty"], row["part"]) == ("leader", "dit", "une navette de bus")


def test_what_a_rule_only_suspects_is_owed_a_decision(invented: Invented):
    invented.append("codebook/terms.csv", "relation,cite,poursuivre,3\nscheme,cls,contrat local santé,3")
    owed = owed_decisions(coded(invented, "val-plan"))
    assert [(one.field, one.proposed, one.readings) for one in owed] == [("scheme", ["cls:cite"], [["cls"], ["cls"]])]


def test_a_unit_that_no_reading_knows_is_owed_its_decisions(invented: Invented):
    action = invented.action("val-plan", "Poursuivre le contrat")
    for reading in (FIRST, SECOND):
        name = reading.format("val-plan")
        kept = [line for line in invented.read(name).splitlines(True) if not line.startswith(action)]
        invented.write(name, "".join(kept))
    units = coded(invented, "val-plan")
    assert {(one.action_id, one.field) for one in owed_decisions(units)} == {
        (action, field) for field in ("theme", "engagement", "nature", "funder", "scheme", "period")
    }
    # What nobody has read agrees with nothing.
    assert {agreement.units for agreement in agreements(units) if agreement.pair == "lectures"} == {len(units) - 1}


def test_who_pays_may_be_said_by_the_line_that_introduces_a_list(invented: Invented):
    invented.replace_words("haut-pistes", "# Pistes\n\n- Ouvrir", "# Pistes\nL'État paie ces pistes.\n- Ouvrir")
    action = invented.action("haut-pistes", "Ouvrir les musées")
    decide(invented, "haut-pistes", f"{action},funder,etat:financeur,L'État paie ces pistes,Dit de la liste.")
    (code,) = settled(invented, "haut-pistes", "Ouvrir les musées").settled["funder"]
    assert (code.value, code.line) == ("etat:financeur:dit", 6)
    decide(invented, "haut-pistes", f"{action},theme,sante,L'État paie ces pistes,Pour voir.")
    assert "is not found" in refusal(invented).message


def test_a_decision_without_a_reason_is_refused(invented: Invented):
    action = invented.action("val-plan", "Poursuivre le contrat")
    decide(invented, "val-plan", f"{action},scheme,-,,")
    error = refusal(invented)
    assert "has no reason" in error.message and action in error.message
    assert error.path.name == "val-plan.csv" and error.path.parent.name == "decisions"


def test_a_unit_must_keep_a_theme(invented: Invented):
    decide(invented, "val-plan", f"{invented.action('val-plan', 'Trouver des locaux')},theme,-,,Aucun.")
    error = refusal(invented)
    assert "0 codes for theme" in error.message and error.line == 14


def test_a_unit_has_one_engagement_only(invented: Invented):
    action = invented.action("val-plan", "Trouver des locaux")
    rows = [f"{action},engagement,{code},locaux,Pour voir." for code in ("engage", "programme")]
    decide(invented, "val-plan", *rows)
    assert "2 codes for engagement" in refusal(invented).message


def test_a_decision_cannot_say_none_and_a_code_at_once(invented: Invented):
    action = invented.action("val-plan", "Poursuivre le contrat")
    decide(invented, "val-plan", f"{action},scheme,-,,Aucun.", f"{action},scheme,cls,CLS,Nommé.")
    refusal(invented)


def test_the_words_of_another_unit_are_no_evidence(invented: Invented):
    """The first bullet stands two lines below its heading: its words say nothing of the second bullet."""
    action = invented.action("val-plan", "Étude d'un réseau")
    decide(invented, "val-plan", f"{action},theme,mobilite,une navette de bus,Pour voir.")
    refusal(invented)


def test_a_document_without_readings_is_coded_by_the_rules_alone_and_says_so(invented: Invented):
    for reading in (FIRST, SECOND):
        invented.path(reading.format("val-plan")).unlink()
    plans = {plan.document.document_id: plan for plan in read_sources(invented.data).plans}
    assert not plans["val-plan"].is_reviewed
    assert plans["haut-pistes"].is_reviewed
    assert all(unit.values("theme") for unit in plans["val-plan"].units)


def test_the_report_of_owed_decisions_lists_them_with_what_each_coding_says(invented: Invented, capsys):
    assert main(["report", "--owed", "--data", str(invented.data)]) == 0
    assert capsys.readouterr().out == "no decision is owed\n"
    invented.path(DECISIONS.format("haut-pistes")).unlink()
    assert main(["report", "--owed", "--data", str(invented.data)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("haut-pistes: ") and line.endswith("| service") and ",nature:" in line


def test_the_report_of_units_names_each_with_its_line_and_codes(invented: Invented, capsys):
    assert main(["report", "--units", "--data", str(invented.data)]) == 0
    said = capsys.readouterr().out
    assert f"{invented.action('val-plan', 'Mettre en place')}  L5  Mettre en place une navette" in said
    assert "funder leader:financeur" in said


def test_the_report_of_agreement_counts_units_and_kappa(invented: Invented, capsys):
    assert main(["report", "--data", str(invented.data)]) == 0
    said = capsys.readouterr().out
    assert "all documents (8 units)" in said and "7/8" in said


# Agreement


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        # 50 units, po = 0.7; frequencies of « a »: 25/50 and 30/50, so pe = 0.5 and κ = 0.2 / 0.5.
        ([("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15, 0.4),
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "b"), ("b", "a")], -1.0),
        ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0.0),
        # Three codes: po = 5/6; pe = (2·2 + 2·1 + 2·3) / 36 = 1/3; κ = (2/3 - 1/3) / (2/3).
        ([("a", "a"), ("a", "a"), ("b", "b"), ("b", "c"), ("c", "c"), ("c", "c")], (5 / 6 - 1 / 3) / (2 / 3)),
    ],
)
def test_kappa_is_what_the_formula_gives_by_hand(pairs, expected: float):
    assert kappa(pairs) == pytest.approx(expected)


@pytest.mark.parametrize("pairs", [[], [("a", "a")] * 3])
def test_kappa_says_nothing_where_all_is_one_code(pairs):
    assert kappa(pairs) is None


def test_two_codings_agree_on_themes_when_the_primary_and_the_set_are_the_same():
    assert same("theme", ["a", "b", "c"], ["a", "c", "b"])
    assert not same("theme", ["a", "b"], ["b", "a"])
    assert not same("theme", ["a"], ["a", "b"])
    assert same("scheme", ["a", "b"], ["b", "a"])


def unit_coded(first: dict[str, list[str]], second: dict[str, list[str]], name: str) -> CodedUnit:
    """A unit with these two readings, which the rules and the settlement follow as the first gives them."""
    one, other = ({field: reading.get(field, []) for field in FIELDS} for reading in (first, second))
    kept = {field: [SettledCode(field, v, "x", 1, "rule", None) for v in one[field]] for field in FIELDS}
    return CodedUnit(name, Unit(None, None, name, name, None, 1, 1), one, (one, other), kept, {})


def test_agreement_over_units_is_what_counting_by_hand_gives():
    units = [
        unit_coded({"theme": ["a"]}, {"theme": ["a"]}, "u1"),
        unit_coded({"theme": ["a", "b"]}, {"theme": ["a"]}, "u2"),
    ]
    found = {(agreement.pair, agreement.field): agreement for agreement in agreements(units)}
    themes = found["lectures", "theme"]
    assert (themes.units, themes.agreeing) == (2, 1)
    # Units and codes pooled: (a,a) (-,-) (a,a) (b,-): po = 3/4, pe = (3·2 + 1·2) / 16 = 1/2, κ = 1/2.
    assert themes.kappa == pytest.approx(0.5)
    primary = found["lectures", "theme-principal"]
    assert (primary.agreeing, primary.kappa) == (2, None)
    assert found["regles", "theme"].agreeing == 2


def test_units_without_a_second_reading_are_left_out_of_the_agreement_of_readings():
    lonely = unit_coded({"theme": ["a"]}, {}, "u1")
    lonely = CodedUnit("u1", lonely.unit, lonely.proposed, lonely.readings[:1], lonely.settled, {})
    pairs = {agreement.pair for agreement in agreements([lonely])}
    assert pairs == {"regles", "premiere-lecture"}


def test_confusion_counts_pairs_of_primary_themes():
    units = [
        unit_coded({"theme": ["a", "b"]}, {"theme": ["b"]}, "u1"),
        unit_coded({"theme": ["a"]}, {"theme": ["b", "a"]}, "u2"),
        unit_coded({"theme": ["b"]}, {"theme": ["b"]}, "u3"),
        unit_coded({"theme": []}, {"theme": ["b"]}, "u4"),
    ]
    assert theme_confusion(units, "lectures") == {("a", "b"): 2, ("b", "b"): 1}
