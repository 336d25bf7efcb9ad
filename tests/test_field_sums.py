"""Sums that the fields of a brought plan state of an action: taken where nothing is in doubt, else told."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import pytest

from dashboard import queries
from dashboard.comparisons import action_sums, amounts_by_scope, bodies_by_action
from dashboard.comparisons.claims import Claim
from dashboard.comparisons.wording import sentence
from dashboard.dossier import views
from dashboard.exports.xlsx import workbook as workbook_of
from dashboard.selection import LISTS, Selection
from etl.coding.codebook import Codebook, read_codebook
from etl.coding.stated import StatedBodies, stated_sums
from etl.coding.sums import COST, GIVEN, HOPED_FOR, OWN, field_sums
from etl.load import build
from etl.models import Document, Unit
from etl.paths import DATA
from tests.brought import plan_folder, workbook
from tests.every_view import context_of
from tests.test_claims import spoiled
from tests.test_pages import fault_of, opened, text_of
from tests.truth import untrue
from tests.truth_of_sums import CHECKS
from tests.world import World

Sure = tuple[str, str | None, str, str | None, str | None, str | None]


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return read_codebook(DATA / "codebook")


def read(
    fields: dict[str, object], codebook: Codebook, facts: dict[str, str] | None = None
) -> tuple[list[Sure], list[tuple[str, str]]]:
    """What is taken (kind, payer, euros, basis, per, period) and what is told, of a unit whose lines say its fields."""
    said = [str(one) for value in fields.values() for one in (value if isinstance(value, list) else [value])]
    lines = ("Créer une voie verte", *(line for words in said for line in words.split("\n")))
    document = Document(
        "plan", Path("plan"), "val-clair", "Plan", "Val", "plan", None, "jour", "", None, None, "", "", (), "", False,
        (), None, {"name": "given-units"}, lines, {"name": "Val"}, facts or {},
    )  # fmt: skip
    unit = Unit(None, None, lines[0], lines[0], None, 1, len(lines), fields=fields)
    found = field_sums(document, unit, StatedBodies(codebook))
    for one in found.sure:
        assert 1 < one.line <= len(lines) and (one.quote in lines[one.line - 1] or one.quote.isdecimal())
    sure = [(one.kind, one.funder_id, f"{one.eur.normalize():f}", one.tax_basis, one.per, one.period_words)
            for one in found.sure]  # fmt: skip
    return sure, [(one.kind, one.words) for one in found.unsure]


@pytest.mark.parametrize(
    ("words", "sure"),
    [
        ("45 000 € HT", [("45000", "HT", None, None)]),
        ("1,2 M€", [("1200000", None, None, None)]),
        ("Coût total HT : 45 000 €", [("45000", "HT", None, None)]),
        ("Budget prévisionnel : 45 000 € TTC.", [("45000", "TTC", None, None)]),
        ("95 000 € TTC par an", [("95000", "TTC", "an", None)]),
        ("3,4 M€ HT dont 900 000 € de voirie", [("3400000", "HT", None, None)]),
        ("55 000 € HT, puis 18 000 € HT/an", [("55000", "HT", None, None), ("18000", "HT", "an", None)]),
        ("100 000 € HT, 120 000 € TTC", [("100000", "HT", None, None), ("120000", "TTC", None, None)]),
        ("45 000 € HT sur 2025-2027", [("45000", "HT", None, "sur 2025-2027")]),
        ("45 000 € sur 3 ans", [("45000", None, None, "sur 3 ans")]),
    ],
)
def test_a_cost_of_which_nothing_is_in_doubt_is_taken_with_its_basis_and_period(
    words: str, sure: list[tuple[str, str | None, str | None, str | None]], codebook: Codebook
) -> None:
    assert read({"budget": words}, codebook) == ([(COST, None, *one) for one in sure], [])


@pytest.mark.parametrize(
    "words",
    [
        "à définir", "entre 10 000 et 15 000 €", "10 000 à 15 000 €", "environ 45 000 €", "> 50 000 €", "45 000 € ?",
        "18 € le mètre", "plafonné à 7 500 €", "45 000 € d’études", "10 000 € en 2025, 20 000 € en 2026",
        "10 000 € ou 20 000 €", "45 000 € hors foncier", "100 000 € HT et 90 000 € HT", "1 ETP", "0 €",
        "45 000 € HT, TVA de 20 % soit TTC",
    ],
)  # fmt: skip
def test_a_cost_of_which_something_is_in_doubt_is_told_in_its_words_and_not_guessed(
    words: str, codebook: Codebook
) -> None:
    assert read({"budget": words}, codebook) == ([], [(COST, words)])


def test_a_bare_number_is_a_cost_where_its_column_says_what_it_counts_and_else_is_told(codebook: Codebook) -> None:
    assert read({"budget": 45000}, codebook) == ([], [(COST, "45000")])
    facts = {"colonne du coût": "Coût (€ HT)"}
    assert read({"budget": 45000}, codebook, facts) == ([(COST, None, "45000", "HT", None, None)], [])
    # Words that stand where numbers should have a basis of their own, or say none.
    assert read({"budget": "45 000 €"}, codebook, facts) == ([(COST, None, "45000", None, None, None)], [])
    # Two columns of one basis, as of two years: what each is of nobody says.
    twice = {"budget": [45000, 50000], "basis": ["HT", "HT"]}
    assert read(twice, codebook, {"unité des montants": "millier d’euros"})[0] == []


@pytest.mark.parametrize(
    ("words", "sure", "unsure"),
    [
        ("Région : 240 000 € HT", [(GIVEN, "region", "240000", "HT", None, None)], []),
        ("ADEME : 5 000 €/an ; CAF (à solliciter) : 2 000 €",
         [(GIVEN, "ademe", "5000", None, "an", None), (HOPED_FOR, "caf", "2000", None, None, None)], []),
        ("DSIL : 720 000 € pour les études (30 %)", [(GIVEN, "dsil", "720000", None, None, None)], []),
        ("MSA et CAF : 10 000 €/an chacune",
         [(GIVEN, "msa", "10000", None, "an", None), (GIVEN, "caf", "10000", None, "an", None)], []),
        ("autofinancement : 5 000 €", [(OWN, None, "5000", None, None, None)], []),
        ("Région et Département : 100 000 €", [], [(GIVEN, "Région et Département : 100 000 €")]),
        ("Région : 10 000 à 15 000 €", [], [(GIVEN, "Région : 10 000 à 15 000 €")]),
        ("Région : jusqu’à 15 000 €", [], [(GIVEN, "Région : jusqu’à 15 000 €")]),
        ("Région : 10 000 € ; Région : 15 000 €", [], [(GIVEN, "Région : 10 000 €"), (GIVEN, "Région : 15 000 €")]),
        ("Région, 30 %", [], []),
    ],
)  # fmt: skip
def test_what_a_payer_gives_might_give_or_the_bearer_gives_are_three_kinds_and_doubts_are_told(
    words: str, sure: list[Sure], unsure: list[tuple[str, str]], codebook: Codebook
) -> None:
    assert read({"funders": words}, codebook) == (sure, unsure)


@pytest.mark.parametrize("words", ["1" * 30_000 + "x", "1 " * 15_000 + "€ x", "en " * 10_000 + "5 €", "de " * 10_000])
def test_words_of_any_length_are_looked_at_in_little_time(words: str, codebook: Codebook) -> None:
    began = time.perf_counter()
    for field in ("budget", "funders"):
        read({field: words}, codebook)
    assert time.perf_counter() - began < 10


def test_one_sum_of_several_payers_is_said_of_none_of_them(codebook: Codebook) -> None:
    fields = {"funders": "Région et Département : 100 000 € ; ADEME : 5 000 €"}
    unit = Unit(None, None, "Agir", "Agir", None, 1, 1, fields=fields)
    document = Document(
        "plan", Path("plan"), "val-clair", "Plan", "Val", "plan", None, "jour", "", None, None, "", "", (), "", False,
        (), None, {"name": "given-units"}, ("Agir",), {"name": "Val"},
    )  # fmt: skip
    assert stated_sums(document, unit, StatedBodies(codebook)) == {"ademe": "5 000 €"}


# The same in a base: what views and sentences say of it.

HEAD = ("Axe", "N°", "Action", "Financeurs", "Coût (€ HT)", "Calendrier")
ROWS = (
    ("Se déplacer", 1, "Créer des pistes cyclables", "Région : 240 000 € ; ADEME (à solliciter) : 30 000 €", 600000,
     ""),
    ("Se déplacer", 2, "Ouvrir une ligne de bus", "CAF : 10 000 €/an", "95 000 € TTC par an", "2026"),
    ("Se déplacer", 3, "Planter des haies au bord des routes", "autofinancement : 5 000 €", 600000, ""),
    ("Se soigner", 4, "Ouvrir une maison de santé", "Région : 10 000 à 15 000 €", "entre 1 et 2 M€", ""),
    ("Se soigner", 5, "Former des aidants", "", "à définir", ""),
)  # fmt: skip
OWN = "cc-faucigny-glieres"


@pytest.fixture(scope="module")
def own_base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    where = tmp_path_factory.mktemp("field-sums")
    build(DATA, where / "base.duckdb", plans=[plan_folder(where, workbook(ROWS, HEAD))])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EN_REGARD_DB", str(where / "base.duckdb"))
        yield where / "base.duckdb"


def test_each_sort_of_sums_has_a_view_of_its_own_with_words_and_lines(own_base: Path) -> None:
    found = {one.key: one for one in action_sums(Selection())}
    assert [(key, one.table["eur"].tolist()) for key, one in found.items()] == [
        ("montants-action-cout-ht", [600000, 600000]),
        ("montants-action-cout-ttc-par-an", [95000]),
        ("montants-action-participation", [240000]),
        ("montants-action-participation-par-an", [10000]),
        ("montants-action-participation-envisagee", [30000]),
        ("montants-action-part-propre", [5000]),
    ]
    with duckdb.connect(str(own_base), read_only=True) as base:
        lines = dict(base.execute("SELECT line, text FROM document_line WHERE document_id LIKE 'cc-fauc%'").fetchall())
    for one in found.values():
        assert one.table.groupby("document_id").ngroups == 1 and len(one.sources) == 1
        for row in one.table.itertuples():
            assert row.quote in lines[row.line] and row.action in lines[row.line]
    costs = found["montants-action-cout-ht"]
    assert costs.finding == (
        "« Créer des pistes cyclables » et « Planter des haies au bord des routes » : 600\u202f000\u202f€ chacun, à "
        "égalité les plus grands des 2 coûts hors taxes que disent les champs du plan"
    )
    assert any("2\u00a0actions disent un coût par des mots" in note for note in costs.notes)
    assert any("« entre 1 et 2 M€ » et « à définir »" in note for note in costs.notes)
    assert any("Région : 10 000 à 15 000 €" in note for note in found["montants-action-participation"].notes)


def test_no_sum_of_an_action_stands_among_those_of_documents_nor_the_other_way_round(own_base: Path) -> None:
    known = {one.key for one in amounts_by_scope(Selection())}
    with queries.reading(own_base):
        assert not known & {one.key for one in action_sums(Selection())}
        assert not amounts_by_scope(Selection(territories=(OWN,)))
    by_action = bodies_by_action(Selection(territories=(OWN,))).table
    assert "240 000 €" in by_action["sums"].tolist(), "said once, in the words of the field"


def test_what_is_said_of_sums_of_actions_is_true_under_every_filter(own_base: Path) -> None:
    world = World(own_base)
    # Every value that an action of the plan bears, and one that none does.
    own = [action for action in world.actions if action.territory_id == OWN]
    borne: dict[str, set[str]] = {
        "territories": {OWN, "cahors"},
        "themes": {theme for one in own for theme in one.themes} | {"tourisme"},
        "levels": {level for one in own for _, level, *_ in one.bodies} | {"non-renseigne", "europe"},
        "funders": {body for one in own for body, *_ in one.bodies} | {"anah"},
        "schemes": {"leader"},
        "engagements": {one.engagement for one in own},
        "natures": {one.nature for one in own},
        "years": {"2026", "non-renseigne"},
    }
    assert set(borne) == set(LISTS)
    checked: set[Claim] = set()
    for selection in [Selection(), *(Selection(**{one: (value,)}) for one in borne for value in borne[one])]:  # type: ignore[arg-type]
        for comparison in action_sums(selection):
            for claim in comparison.claims:
                assert claim in checked or not untrue(claim, world), (selection.url(), sentence(claim))
                checked.add(claim)
    assert {type(one) for one in checked} >= set(CHECKS)
    spoilt = [wrong for claim in checked if type(claim) in CHECKS for wrong in spoiled(claim)]
    assert len(spoilt) > len(CHECKS) and not [wrong for wrong in spoilt if not untrue(wrong, world)]


@pytest.mark.parametrize("name", ["montants-action-cout-ht", "montants-action-participation-par-an"])
def test_a_view_of_sums_of_actions_is_kept_named_and_exported_with_its_words(name: str, own_base: Path) -> None:
    one = views.comparison(name, Selection(territories=(OWN,)))
    assert views.page_of(name).address == "financements" and views.label_of(name)
    book = openpyxl.load_workbook(io.BytesIO(workbook_of.make(one, context_of())))
    said = " ".join(str(cell) for row in book["Figures"].iter_rows(values_only=True) for cell in row)
    for row in one.table.itertuples():
        assert row.quote in said and str(row.line) in said


def test_the_page_shows_sums_of_actions_and_what_is_unsure(own_base: Path) -> None:
    page = opened("financements", Selection(territories=(OWN,)))
    assert not fault_of(page)
    said = " ".join(text_of(page).split())
    assert "à égalité les plus grands des 2 coûts hors taxes" in said and "« entre 1 et 2 M€ »" in said
