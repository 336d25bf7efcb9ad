"""What filters offer: each value with how many actions it keeps beside the others, none that keeps nothing."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import example, given, settings

from dashboard import queries
from dashboard.comparisons import amounts_by_scope, document_funders
from dashboard.search.facets import choices
from dashboard.selection import LISTS, Selection
from dashboard.widgets.nearest import nearest
from etl.paths import database_path
from tests.selections import KNOWN, coded_actions, kept, selections
from tests.test_pages import fault_of, opened, text_of

pytestmark = pytest.mark.usefixtures("database")
sparing = settings(max_examples=30)
ROLES = {
    "as_funder": {("financeur", "dit")},
    "as_envisaged_funder": {("financeur", "envisage")},
    "as_signatory": {("contractant", "dit")},
    "as_envisaged_signatory": {("contractant", "envisage")},
    "as_partner": {("partenaire", "dit")},
    "as_envisaged_partner": {("partenaire", "envisage")},
}


@sparing
@given(selections(most_filters=3))
@example(Selection())
@example(Selection(themes=("culture-patrimoine",), with_secondary=True))
@example(Selection(funders=("ars",)))
def test_each_value_counts_the_actions_that_it_keeps_beside_the_other_filters(selection: Selection) -> None:
    coded = coded_actions(database_path())
    counted = queries.facets(selection)
    told = {(row.field, row.value): row.actions for row in counted.itertuples()}
    for field in LISTS:
        for value in KNOWN[field]:
            keeps = len(kept(selection.but(**{field: (value,)}), coded))
            assert told.get((field, value), 0) == keeps, (field, value)


def test_each_combination_of_codes_is_that_of_all_who_bear_it_and_no_other_is_alike() -> None:
    with duckdb.connect(str(database_path()), read_only=True) as connection:
        judged, borne, counted = (
            set(
                connection.table(table)
                .project("code_set, theme_set, body_set, scheme_set, period_set, engagement, nature")
                .fetchall()
            )
            for table in ("code_set", "action_overview", "action_profile")
        )
    assert judged == borne == counted
    assert len(judged) == len({row[0] for row in judged}) == len({row[1:] for row in judged}) > 50


@sparing
@given(selections(most_filters=2))
@example(Selection())
def test_each_body_counts_the_actions_that_name_it_as_what(selection: Selection) -> None:
    coded = coded_actions(database_path())
    others = kept(selection.but(funders=()), coded)
    counted = queries.facets(selection)
    told = {row["value"]: row for row in counted[counted["field"] == "funders"].to_dict("records")}
    for funder in KNOWN["funders"]:
        for column, roles in ROLES.items():
            naming = [
                action
                for action in coded
                if action.action_id in others
                and any(body[0] == funder and (body[2], body[3]) in roles for body in action.bodies)
            ]
            assert told.get(funder, {}).get(column, 0) == len(naming), (funder, column)


@pytest.mark.parametrize("with_partners", [False, True])
@pytest.mark.parametrize("other", [{}, {"themes": ("sante",)}, {"territories": ("cahors",)}, {"levels": ("europe",)}])
def test_no_filter_offers_what_gives_an_empty_page(with_partners: bool, other: dict[str, tuple[str, ...]]) -> None:
    selection = Selection(with_partners=with_partners, **other)
    catalogue, counted = queries.catalogue(), queries.facets(selection)
    for field in set(LISTS) - {"territories", *other}:
        offered = choices(catalogue, counted, selection)[field]
        for value in offered:
            chosen = selection.but(**{field: (value,)})
            assert (
                kept(chosen, coded_actions(database_path()))
                or (field == "funders" and not document_funders(chosen).is_empty)
                or (field == "funders" and any(not one.is_empty for one in amounts_by_scope(chosen)))
            ), (field, value)


@sparing
@given(selections(most_filters=3))
@example(Selection())
@example(Selection(territories=("cahors",), levels=("operateur-etat",)))
def test_each_body_counts_the_documents_and_sums_that_name_it_apart_from_all_actions(selection: Selection) -> None:
    counted = queries.facets(selection)
    told = {row["value"]: row for row in counted[counted["field"] == "funders"].to_dict("records")}
    levels = queries.table("funder").set_index("funder_id")["level"]
    of = queries.table("document").set_index("document_id")["territory_id"]
    whole, sums = queries.table("document_funder"), queries.table("amount")
    for funder in KNOWN["funders"]:
        looked_at = not selection.levels or levels[funder] in selection.levels
        where = selection.territories or tuple(KNOWN["territories"])
        named = whole[(whole["funder_id"] == funder) & whole["document_id"].map(of).isin(where)]
        paid = sums[(sums["funder_id"] == funder) & sums["same_as"].isna() & sums["territory_id"].isin(where)]
        row = told.get(funder, {})
        assert row.get("documents", 0) == looked_at * named["document_id"].nunique(), funder
        assert row.get("sums", 0) == looked_at * len(paid), funder


def test_a_body_that_documents_alone_name_is_offered_with_what_they_say_of_it() -> None:
    plain = Selection()
    of_plain = choices(queries.catalogue(), queries.facets(plain), plain)["funders"]
    assert of_plain["action-logement"] == "Action Logement : document entier 1"
    assert of_plain["porte-du-hainaut"].endswith(" : payeur d’une somme 1")
    assert of_plain["etat"] == "État : signataire envisagé 1, document entier 1"
    elsewhere = plain.but(territories=("midi-quercy",))
    assert "action-logement" not in choices(queries.catalogue(), queries.facets(elsewhere), elsewhere)["funders"]


def test_of_a_body_that_documents_alone_name_actions_say_nothing_and_documents_do() -> None:
    own = Selection(funders=("anah",))
    actions, funding = opened("actions", own), opened("financements", own)
    for app in (actions, funding):
        assert not fault_of(app) and "ce qui n’existe pas ici" not in " ".join(one.value for one in app.info)
        assert "Organisme : Anah" in [button.label for button in app.button]
    told = "1\u00a0organisme nommé parmi ceux choisis pour l’ensemble du document"
    said = text_of(actions)
    assert "Aucune action ne répond à ces filtres" in said and told in said
    assert 'href="financements?financeur=anah"' in said and "Anah, mention détaillée" in said
    assert told in text_of(funding) and "hors de toute action, est sur" not in text_of(funding)
    assert "hors de toute action, est sur" not in text_of(opened("actions", Selection(funders=("ars",))))


def test_a_body_is_offered_with_what_it_is_named_as() -> None:
    plain, partners = Selection(), Selection(with_partners=True)
    catalogue = queries.catalogue()
    of_plain = choices(catalogue, queries.facets(plain), plain)["funders"]
    of_partners = choices(catalogue, queries.facets(partners), partners)["funders"]
    assert "ars" not in of_plain and of_partners["ars"] == "ARS : partenaire 1"
    assert set(of_plain) < set(of_partners)
    assert of_plain["cee"] == "Certificats d’économies d’énergie (CEE) : financeur 1"
    assert not any("partenaire" in label for label in of_plain.values())


def test_what_is_chosen_and_keeps_nothing_can_be_taken_away() -> None:
    selection = Selection(funders=("ars",))
    assert choices(queries.catalogue(), queries.facets(selection), selection)["funders"]["ars"] == "ARS (0)"
    assert len(choices(queries.catalogue(), queries.facets(selection), selection)["territories"]) == 5


def test_the_way_out_of_a_body_named_as_a_partner_is_to_count_partners() -> None:
    first = nearest(Selection(funders=("ars",)))[0]
    assert first.text == "en comptant aussi les partenaires" and first.actions == 1
    assert first.selection.with_partners
    assert all("partenaires" not in one.text for one in nearest(Selection(territories=("cahors",), themes=("sante",))))


def test_partners_are_counted_from_the_filter_itself() -> None:
    app = opened("actions")
    button = app.button(key="count-partners")
    alone = [
        row
        for row in queries.facets(Selection()).itertuples()
        if row.field == "funders" and not (row.actions or row.documents or row.sums)
    ]
    assert button.label == f"Compter aussi les partenaires ({len(alone)} de plus)"
    assert "ARS" not in " ".join(app.multiselect(key="filter-funders").options)
    app = button.click().run()
    assert not fault_of(app) and app.query_params["partenaires"] == "1"
    assert "ARS : partenaire 1" in app.multiselect(key="filter-funders").options
    assert "count-partners" not in [one.key for one in app.button]
    app = app.multiselect(key="filter-funders").select("ars").run()
    assert not fault_of(app) and "1\u00a0action de" in text_of(app)


def test_bodies_are_chosen_by_their_kind_whether_they_pay_sign_or_help() -> None:
    app = opened("actions", partenaires="1")
    kinds = app.selectbox(key="filter-groups-funders")
    kind = next(one for one in kinds.options if one.startswith("Opérateurs de l’État"))
    app = kinds.select(kind).run()
    assert not app.exception
    chosen = set(app.multiselect(key="filter-funders").value)
    coded = coded_actions(database_path())
    own = {body for action in coded for body, level, *_ in action.bodies if level == "operateur-etat"}
    named = {body for action in coded if action.is_compared for body, *_ in action.bodies}
    assert chosen == own & named | {"anah", "banque-des-territoires"}, "and those that a whole document names"
    pays_or_signs = {body for action in coded for body, _, role, _ in action.bodies if role != "partenaire"}
    assert chosen - pays_or_signs, "bodies that only help are among them"
    assert app.query_params["financeur"]


def test_partners_that_are_not_counted_are_in_no_kind() -> None:
    offered = opened("actions").multiselect(key="filter-funders").options
    kinds = opened("actions").selectbox(key="filter-groups-funders").options
    assert sum(int(kind.rsplit("(", 1)[1].rstrip(")")) for kind in kinds) == len(offered)
