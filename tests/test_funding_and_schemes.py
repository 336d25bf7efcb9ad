"""What the comparisons of funding and of schemes say: who pays and who does not, families, cited schemes, periods."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from dashboard import queries
from dashboard.comparisons import (
    LENSES,
    amounts_by_scope,
    face_to_face,
    funders_by_territory,
    levels_by_territory,
    schemes_by_territory,
)
from dashboard.comparisons.body_claims import STANDINGS
from dashboard.comparisons.schemes import CITED, WHOLE_DOCUMENT
from dashboard.exports import tidy
from dashboard.look.palette import ENGAGEMENT_SHAPES
from dashboard.look.records import bodies
from dashboard.selection import Selection
from etl.paths import database_path
from tests.selections import coded_actions, kept, selections

pytestmark = pytest.mark.usefixtures("database")
EVERYWHERE = Selection(territories=("midi-quercy", "coeur-de-lorraine", "cahors", "porte-du-hainaut", "occitanie"))


def cell(comparison, row: str, territory: str) -> dict[str, object]:
    table = comparison.table
    (found,) = table[(table[comparison.category.label] == row) & (table["territory_id"] == territory)].to_dict(
        "records"
    )
    return found


# Who pays


def test_the_title_of_financements_counts_payers_alone() -> None:
    """Seven actions of the compared plans say who pays; eight more have signatories, one of them envisaged."""
    comparison = levels_by_territory(Selection())
    assert comparison.finding.startswith("7\u00a0actions sur 158 nomment")
    actions = queries.actions(Selection())
    pays, might, signs = (actions[role].map(len) > 0 for role in ("funders", "envisaged_funders", "signatories"))
    assert pays.groupby(actions["territory_id"]).sum().to_dict() == {
        "midi-quercy": 1, "coeur-de-lorraine": 4, "cahors": 2, "porte-du-hainaut": 0,
    }  # fmt: skip
    assert (might & ~pays).groupby(actions["territory_id"]).sum().to_dict()["coeur-de-lorraine"] == 2
    assert (signs & ~might & ~pays).groupby(actions["territory_id"]).sum().to_dict() == {
        "midi-quercy": 4, "coeur-de-lorraine": 4, "cahors": 0, "porte-du-hainaut": 0,
    }  # fmt: skip


def test_a_level_counts_bodies_that_pay_whatever_roles_are_counted() -> None:
    for selection in (Selection(), Selection(with_partners=True)):
        table = levels_by_territory(selection).table
        found = table[(table["actions"] > 0) & (table["level"] != "non-renseigne")]
        assert {(row.level, row.territory_id): row.actions for row in found.itertuples()} == {
            ("europe", "midi-quercy"): 1,
            ("europe", "coeur-de-lorraine"): 2,
            ("europe", "cahors"): 1,
            ("bloc-communal", "coeur-de-lorraine"): 1,
            ("prive-associatif", "coeur-de-lorraine"): 1,
            ("prive-associatif", "cahors"): 1,
        }


def test_the_region_pays_no_action_of_a_compared_plan() -> None:
    assert queries.actions(Selection(levels=("region",))).empty
    assert len(queries.actions(Selection(funders=("region-occitanie",)))) == 3, "it signs two, and might sign one"


@pytest.mark.parametrize(
    ("body", "territory", "said"),
    [
        ("Programme LEADER (FEADER)", "coeur-de-lorraine", "financeur × 2 · financeur envisagé × 2"),
        ("État", "midi-quercy", "signataire envisagé"),
        ("Région Occitanie", "midi-quercy", "signataire × 2 · signataire envisagé"),
        ("Investisseurs privés", "cahors", "financeur d’une partie"),
        ("Lorraine Énergies Renouvelables (LER)", "coeur-de-lorraine", "signataire × 2"),
    ],
)
def test_a_cell_says_what_the_body_is(body: str, territory: str, said: str) -> None:
    found = cell(funders_by_territory(Selection()), body, territory)
    assert str(found["as"]).replace("\u00a0", " ") == said


def test_roles_of_a_body_add_up_to_its_actions() -> None:
    table = funders_by_territory(EVERYWHERE.but(with_partners=True)).table
    assert (table[STANDINGS].sum(axis=1) == table["actions"]).all()
    assert (table[["payers", "envisaged_payers", "signatories", "envisaged_signatories", "partners"]] > 0).any().all()


def test_an_action_tells_its_bodies_role_by_role() -> None:
    (contract,) = queries.actions(Selection(schemes=("contrat-de-projet",))).to_dict("records")
    assert bodies(contract) == [
        "signataires : État (envisagé), Région Occitanie et Département du Tarn-et-Garonne",
    ]
    (street,) = queries.actions(Selection(funders=("investisseur-prive",))).to_dict("records")
    assert bodies(street) == ["financeur : Investisseurs privés (pour une partie)"]


# Schemes


def test_members_of_a_family_share_a_row_and_keep_their_names() -> None:
    comparison = schemes_by_territory(Selection())
    improvement = {name: cell(comparison, "OPAH et OPAH-RU", name)["shapes"] for name in ("midi-quercy", "cahors")}
    running = ENGAGEMENT_SHAPES["engage"]
    assert improvement == {"midi-quercy": f"OPAH {running}", "cahors": f"OPAH-RU {running}"}
    climate = cell(comparison, "PCAET et plans climat", "porte-du-hainaut")
    assert climate["shapes"] == "Plan climat cité"
    behind = comparison.behind(climate)
    assert behind is not None and set(behind.schemes) == {"pcaet", "plan-climat"}
    assert len(queries.actions(behind)) == climate["actions"] == 1


def test_a_family_of_which_one_member_is_there_bears_its_name() -> None:
    found = cell(schemes_by_territory(Selection(territories=("cahors",))), "OPAH-RU", "cahors")
    assert found["shapes"] == ENGAGEMENT_SHAPES["engage"]
    rows = set(schemes_by_territory(Selection()).table["short_label"])
    assert "PTRTE" in rows and "CRTE et PTRTE" not in rows


def test_choosing_a_scheme_keeps_its_actions_and_not_those_of_its_family() -> None:
    assert set(queries.actions(Selection(schemes=("opah",)))["territory_id"]) == {"midi-quercy"}


def test_a_plan_that_an_action_only_cites_is_not_to_be_studied() -> None:
    """« Réflexion sur la répartition des bornes électriques […] en lien avec le SDIRVE »."""
    found = cell(schemes_by_territory(Selection()), "SDIRVE", "coeur-de-lorraine")
    assert (found["shapes"], found["spoken"].replace("\u00a0", " ")) == ("cité", "1 action : 1 qui le cite")
    assert [sign for _, sign, _ in found["signs"]] == [CITED]


def test_a_whole_document_s_scheme_is_one_sign_and_all_its_actions() -> None:
    found = cell(schemes_by_territory(Selection()), "ACV", "cahors")
    assert (found["shapes"], found["actions"]) == ("tout le document", 22)
    assert [sign for _, sign, _ in found["signs"]] == [WHOLE_DOCUMENT]
    assert len(queries.actions(Selection(schemes=("acv",)))) == 22
    (row,) = queries.whole_documents(Selection(), "schemes", "acv", 8).to_dict("records")
    assert (row["document_id"], row["line"], row["mentions"]) == ("cahors-coeur-de-ville", 41, 1)


def test_every_sign_is_an_action_of_its_cell() -> None:
    """A sign an action and scheme, but one for a whole document."""
    table = schemes_by_territory(EVERYWHERE).table
    for row in table.to_dict("records"):
        signs = [sign for _, sign, _ in row["signs"]]
        if WHOLE_DOCUMENT not in signs:
            alone = len(row["scheme_ids"]) == 1
            borne = sum(times for _, _, times in row["signs"])
            assert borne == row["actions"] if alone else borne >= row["actions"]
    assert table["family_id"].nunique() < sum(len(ids) for ids in table.drop_duplicates("family_id")["scheme_ids"])


def test_face_to_face_a_family_leads_to_the_actions_of_all_its_members() -> None:
    faces = face_to_face(Selection(territories=("midi-quercy", "cahors")), "dispositifs")
    (family,) = [entry for entry in faces.entries if entry.id == "amelioration-habitat"]
    assert set(family.behind.schemes) == {"opah", "opah-ru"}
    assert {territory: len(actions) for territory, actions in family.actions.items()} == {"midi-quercy": 1, "cahors": 1}


@pytest.mark.parametrize(
    ("make", "row", "said"),
    [
        (
            schemes_by_territory,
            "SPR et PSMV",
            "Cahors / Grand Cahors : 4 actions : PSMV, 1 engagée ; SPR, 4 qui le citent",
        ),
        (funders_by_territory, "DRAC", "Pays Midi-Quercy : signataire"),
    ],
)
def test_a_file_of_numbers_says_the_cells_in_words(make, row: str, said: str) -> None:
    comparison = make(Selection())
    assert tidy.extra(comparison)["told"] == "En mots"
    (found,) = set(comparison.table[comparison.table[comparison.category.label] == row]["told"])
    assert found.replace("\u00a0", " ") == said


# Sums


def test_every_sum_is_shown_with_its_period_or_as_having_none() -> None:
    for comparison in amounts_by_scope(EVERYWHERE):
        assert "Période" in comparison.extra_columns.values()
        for row in comparison.table.to_dict("records"):
            words = row["period_words"]
            assert row["period"] == (words if isinstance(words, str) else "non indiquée")
            if not row["depth"]:
                assert row["label"].endswith(")"), row["label"]
    labels = {label for comparison in amounts_by_scope(EVERYWHERE) for label in comparison.table["label"]}
    assert "Redistribution aux communes de la Porte du Hainaut (période non indiquée)" in labels
    assert "Opération façades de Cahors (depuis 2012)" in labels
    assert "Programme Action cœur de ville (sur 5 ans)" in labels


@pytest.mark.parametrize("lens", LENSES)
@settings(max_examples=12)
@given(selection=selections(most_filters=2))
def test_face_to_face_lists_under_each_entry_the_actions_that_its_link_keeps(lens: str, selection: Selection) -> None:
    actions = coded_actions(database_path())
    for entry in face_to_face(selection, lens).entries:
        listed = [one for of_territory in entry.actions.values() for one in of_territory["action_id"]]
        assert len(listed) == len(set(listed)) == sum(entry.counts.values())
        assert set(listed) == kept(entry.behind, actions), entry.label
