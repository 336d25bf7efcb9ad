"""The layers of funding that are never mixed: what actions say, what documents say, announced sums, charges, works."""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest

from dashboard import base, queries
from dashboard.charts.html import quotes
from dashboard.charts.model import chart_of
from dashboard.comparisons import (
    amounts_by_scope,
    bodies_by_action,
    document_funders,
    funders_by_territory,
    themes_by_funder,
)
from dashboard.comparisons.body_claims import STANDINGS
from dashboard.dossier import views
from dashboard.kept import Kept
from dashboard.projection import sequences
from dashboard.selection import Selection
from etl.paths import DATA
from tests.selections import KNOWN
from tests.test_pages import opened, text_of

pytestmark = pytest.mark.usefixtures("database")
SINGLE = [Selection(themes=("sante",)), Selection(engagements=("engage",)), Selection(schemes=("leader",)),
          Selection(natures=(KNOWN["natures"][0],)), Selection(years=("2017",))]  # fmt: skip
# How a cell calls each number of its actions.
TOLD = {
    "financeur": "payers",
    "financeur envisagé": "envisaged_payers",
    "signataire": "signatories",
    "signataire envisagé": "envisaged_signatories",
    "partenaire": "partners",
    "partenaire envisagé": "envisaged_partners",
}


def sums(selection: Selection = Selection()) -> dict[str, object]:  # noqa: B008
    return {one.key: one for one in amounts_by_scope(selection)}


# What actions say


def test_no_cell_of_layer_one_counts_payers_with_others() -> None:
    for comparison in (funders_by_territory(Selection()), themes_by_funder(Selection(with_partners=True))):
        for row in comparison.table.to_dict("records"):
            assert sum(row[name] for name in STANDINGS) == row["actions"]
            told = re.sub(r"\s", " ", str(row["as"]))
            said = dict(part.partition(" × ")[::2] for part in told.split(" · ") if part)
            numbers = Counter[str]()
            for name, times in said.items():
                numbers[name.replace(" d’une partie", "")] += int(times.replace(" ", "") or 1)
            assert numbers == Counter({name: row[column] for name, column in TOLD.items() if row[column]})
            assert bool(row["part_payers"]) == ("financeur d’une partie" in said)


def test_each_cell_counts_by_role_by_certainty_and_what_is_paid_in_part() -> None:
    named = queries.table("action_funder").merge(queries.table("action")[["action_id", "territory_id"]])
    sorts = (("financeur", "payers"), ("contractant", "signatories"), ("partenaire", "partners"))
    table = funders_by_territory(Selection(with_partners=True)).table
    assert table["part_payers"].sum() and table["envisaged_signatories"].sum()
    for row in table.to_dict("records"):
        own = named[(named["funder_id"] == row["funder_id"]) & (named["territory_id"] == row["territory_id"])]
        for role, column in sorts:
            of_role = own[own["role"] == role]
            assert row[column] == (of_role["certainty"] == "dit").sum()
            assert row[f"envisaged_{column}"] == (of_role["certainty"] == "envisage").sum()
        in_part = own[own["part"].notna()]
        assert row["part_payers"] == (in_part["certainty"] == "dit").sum()
        assert row["envisaged_part_payers"] == (in_part["certainty"] == "envisage").sum()


@pytest.mark.parametrize(
    "selection", [Selection(), Selection(with_partners=True), Selection(themes=("culture-patrimoine",))]
)
def test_every_body_that_an_action_names_is_a_row_with_its_words(selection: Selection) -> None:
    table = bodies_by_action(selection).table
    kept = set(queries.actions(selection)["action_id"])
    bodies = queries.table("action_funder")
    wanted = bodies[bodies["action_id"].isin(kept) & (selection.with_partners | (bodies["role"] != "partenaire"))]
    columns = ["action_id", "funder_id", "role", "certainty", "evidence", "line"]
    assert sorted(table[columns].itertuples(index=False)) == sorted(wanted[columns].itertuples(index=False))
    assert all(("envisagé" in row.told) == (row.certainty == "envisage") for row in table.itertuples())


def test_a_row_leads_to_its_action_and_to_its_line() -> None:
    drawn = quotes(chart_of(bodies_by_action(Selection(territories=("cahors",)))), "actions")
    row = bodies_by_action(Selection(territories=("cahors",))).table.iloc[0]
    assert f"action={row['action_id']}" in drawn and f"ligne={row['line']}" in drawn
    assert "Partie payée&nbsp;: la requalification du Palais de Via" in drawn


# What documents say


def test_no_charge_and_no_work_done_stands_among_what_is_announced() -> None:
    with (DATA / "codebook" / "amounts.csv").open(encoding="utf-8") as rows:
        kinds = {row["amount_id"]: row["kind"] for row in csv.DictReader(rows)}
    for comparison in sums().values():
        found = {kinds[one] for one in comparison.table["amount_id"]}
        is_announced = "annoncent" in comparison.question
        assert is_announced == (not found & {"redistribution", "travaux-realises"})
        if not is_announced:
            assert "annoncé" not in comparison.finding and "non financement annoncé" in comparison.subtitle
            assert found in ({"redistribution"}, {"travaux-realises"})


@pytest.mark.parametrize(
    ("old", "new", "label"),
    [
        ("montants-territoire", "montants-territoire-charge", "Charges, territoire"),
        ("montants-operation", "montants-operation-realise", "Travaux, opération"),
        ("montants-region", "montants-region", "Sommes, région"),
    ],
)
def test_a_dossier_of_before_opens_the_sums_that_it_kept(old: str, new: str, label: str) -> None:
    assert views.comparison(old, Selection()).key == new
    assert views.label_of(old) == views.label_of(new) == label


def test_the_ready_made_sequences_name_the_views_as_they_are() -> None:
    kept = {entry.view for one in sequences.every() for entry in one.dossier.entries if views.is_of_sums(entry.view)}
    assert kept and kept <= set(sums())


def test_the_two_sums_of_anah_and_the_works_that_explain_them_are_told() -> None:
    national = sums()["montants-programme-national"]
    (note,) = [one for one in national.notes if "se contredisent" in one]
    assert re.sub(r"\s", " ", note).endswith(
        "La première est exactement ce que la seconde compte pour « Aides aux travaux », 1 Md€, ligne 147. "
        "Les deux sont montrées."
    )
    assert "ligne 78" in note and "lignes 137 et 156" in note
    by_id = national.table.set_index("amount_id")["note"]
    assert all("« Aides aux travaux »" in by_id[one] and "147" in by_id[one] for one in ("anah", "acv-anah"))


def test_the_envelope_of_a_past_period_says_it() -> None:
    assert any("finit en 2020" in note and "passée" in note for note in sums()["montants-region"].notes)


# Filters


@pytest.mark.parametrize("selection", SINGLE)
def test_a_filter_that_cannot_apply_is_named(selection: Selection) -> None:
    for comparison in (*amounts_by_scope(selection), document_funders(selection)):
        assert comparison.notes[0].startswith("Le filtre « ") and "ne s’applique pas" in comparison.notes[0]
        assert comparison.selection == Selection()
        assert "ne s’applique" not in "".join(comparison.notes[1:])
    assert not any("ne s’applique pas" in note for one in amounts_by_scope(Selection()) for note in one.notes)


def test_the_page_names_all_filters_that_cannot_apply_beside_the_sums() -> None:
    page = re.sub(r"\s", " ", text_of(opened("financements", Selection(themes=("sante",), engagements=("engage",)))))
    assert page.count("Les filtres « Thème : Santé » et « Engagement : Engagée » ne s’appliquent pas") == 6


def test_filters_of_bodies_apply_to_sums_and_say_whose_payer_is_unsaid() -> None:
    found = sums(Selection(funders=("anah",)))
    assert set(found["montants-programme-national"].table["funder_id"]) == {"anah"}
    alone = found["montants-programme-national"].table.set_index("amount_id").loc["acv-anah"]
    assert alone["depth"] == 0 and "comprise dans « Programme Action cœur de ville »" in alone["note"]
    assert found["montants-region"].is_empty and "ne dit pas qui paie" in found["montants-region"].finding
    assert not sums(Selection(levels=("bloc-communal",)))["montants-territoire-charge"].is_empty
    unsaid = sums(Selection(levels=("non-renseigne",)))
    assert not unsaid["montants-region"].is_empty and unsaid["montants-territoire-charge"].is_empty


def test_an_envelope_of_which_a_filter_hides_parts_shows_no_rest() -> None:
    national = sums(Selection(funders=("etat",)))["montants-programme-national"]
    assert not any(bar.is_rest for bar in chart_of(national).bars)
    assert "le filtre ne garde pas toutes ses composantes" in national.table["note"].iloc[0]


def test_the_page_has_a_heading_a_layer() -> None:
    page = opened("financements")
    headings = [html.body for html in page.get("html") if 'er-layer"' in html.body]
    assert ["Ce que disent les actions" in headings[0], "pour tout leur programme" in headings[1]] == [True, True]


def test_of_many_remarks_and_documents_the_first_are_told_and_the_others_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Hundreds of plans may state sums: what is said under a chart has an end."""
    # What other tests asked is kept, and what is asked here is not to be.
    monkeypatch.setattr(base, "_RESULTS", Kept(1_000_000, 1))
    monkeypatch.setattr("dashboard.comparisons.amounts._MOST_REMARKS", 0)
    monkeypatch.setattr("dashboard.comparisons.amounts._MOST_DOCUMENTS", 0)
    asked = Selection(territories=("porte-du-hainaut", "cahors"))
    (national,) = [one for one in amounts_by_scope(asked) if one.key == "montants-programme-national"]
    assert national.remarks[1:3] == (
        "1\u00a0autre remarque sur une somme : un filtre des territoires la montre.",
        "1\u00a0autre territoire : la ligne de chaque somme est dans le tableau.",
    )
