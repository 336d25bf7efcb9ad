"""Codes that readers contested, each with the value that reading its lines by the codebook gives."""

from __future__ import annotations

import duckdb
import pytest

from etl.models import Cut, Document

Codes = dict[str, object]
PORTE_DU_HAINAUT = "porte-du-hainaut"


class Read:
    """The codes of the action that stands at a line of a territory's document."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def action(self, territory: str, line: int) -> dict[str, object]:
        found = self.connection.execute(
            "SELECT * FROM action INNER JOIN action_overview USING (action_id) "
            "WHERE action.territory_id = ? AND ? BETWEEN action.first_line AND action.last_line",
            [territory, line],
        )
        names = [column[0] for column in found.description]
        (row,) = found.fetchall()
        return dict(zip(names, row, strict=True))

    def bodies(self, territory: str, line: int) -> set[tuple[str, str, str]]:
        return set(
            self.connection.execute(
                "SELECT funder_id, role, certainty FROM action_funder WHERE action_id = ?",
                [self.action(territory, line)["action_id"]],
            ).fetchall()
        )

    def schemes(self, territory: str, line: int) -> dict[str, str]:
        return dict(
            self.connection.execute(
                "SELECT scheme_id, relation FROM action_scheme WHERE action_id = ?",
                [self.action(territory, line)["action_id"]],
            ).fetchall()
        )


@pytest.fixture
def read(connection: duckdb.DuckDBPyConnection) -> Read:
    return Read(connection)


# Who pays


def test_private_investors_pay_one_building_not_the_street(read: Read, connection) -> None:
    street = read.action("cahors", 184)
    assert street["funders"] == ["Investisseurs privés (pour une partie)"]
    parts = connection.execute(
        "SELECT funder_id, part FROM action_funder WHERE action_id = ?", [street["action_id"]]
    ).fetchall()
    assert parts == [("investisseur-prive", "la requalification du Palais de Via")]


def test_the_intercommunalities_pay_their_aids_not_the_work_of_aligning_them(read: Read) -> None:
    assert read.action("coeur-de-lorraine", 12)["funders"] == ["Intercommunalités (EPCI) (pour une partie)"]


def test_a_part_is_given_where_a_body_pays_less_than_the_action_and_nowhere_else(connection) -> None:
    found = connection.execute("SELECT funder_id, role, certainty FROM action_funder WHERE part IS NOT NULL").fetchall()
    assert sorted(found) == [("intercommunalites", "financeur", "dit"), ("investisseur-prive", "financeur", "dit")]


@pytest.mark.parametrize(
    ("territory", "line", "envisaged"),
    [
        ("midi-quercy", 64, {"departement-tarn-et-garonne", "region-occitanie"}),  # « voire »
        ("midi-quercy", 70, {"etat"}),  # « éventuellement »
        ("cahors", 389, {"prefecture"}),  # « si besoin »
        ("coeur-de-lorraine", 76, {"intercommunalites"}),  # « proposer un document cadre »
        (
            "coeur-de-lorraine",
            85,
            {"pnr-lorraine", "meuse-nature-environnement", "cpie"},
        ),  # « une association porteuse »
        ("coeur-de-lorraine", 127, {"leader"}),  # « en lien avec LEADER »
        ("coeur-de-lorraine", 153, {"leader"}),  # « qui sera une opportunité »
        ("coeur-de-lorraine", 160, {"codev"}),  # « peut être missionné »
    ],
)
def test_a_body_that_words_only_envisage_is_envisaged(
    read: Read, territory: str, line: int, envisaged: set[str]
) -> None:
    assert {body for body, _, certainty in read.bodies(territory, line) if certainty == "envisage"} == envisaged


def test_no_other_body_is_envisaged(connection) -> None:
    ((number,),) = connection.execute("SELECT count(*) FROM action_funder WHERE certainty = 'envisage'").fetchall()
    assert number == 11


@pytest.mark.parametrize(
    ("territory", "line", "signing"),
    [
        ("midi-quercy", 64, {"intercommunalites"}),
        ("midi-quercy", 70, {"region-occitanie", "departement-tarn-et-garonne"}),
        ("midi-quercy", 94, {"region-occitanie", "departement-tarn-et-garonne"}),
        ("midi-quercy", 96, {"drac", "intercommunalites"}),
        ("coeur-de-lorraine", 78, {"ler"}),
        ("coeur-de-lorraine", 81, {"ler"}),
        ("coeur-de-lorraine", 169, {"intercommunalites"}),
        ("occitanie", 19, {"etat"}),
    ],
)
def test_who_signs_is_a_signatory_and_no_payer(read: Read, territory: str, line: int, signing: set[str]) -> None:
    assert {(body, "contractant", "dit") for body in signing} <= read.bodies(territory, line)
    action = read.action(territory, line)
    assert action["funders"] == [] == action["envisaged_funders"]
    assert len(action["signatories"]) >= len(signing)


def test_the_compared_plans_name_who_pays_in_these_actions_only(connection) -> None:
    paid = connection.execute(
        "SELECT territory_id, first_line FROM action_overview WHERE is_compared AND len(funders) > 0 ORDER BY ALL"
    ).fetchall()
    assert paid == [
        ("cahors", 184),  # « un investissement privé »
        ("cahors", 220),  # « un programme européen »
        ("coeur-de-lorraine", 12),  # « aides directes allouées par EPCI »
        ("coeur-de-lorraine", 41),  # « le financement du programme LEADER »
        ("coeur-de-lorraine", 75),  # « Regroupement des CEE »
        ("coeur-de-lorraine", 105),  # « Soutien financier des projets via LEADER »
        ("midi-quercy", 68),  # « Animation du programme européen LEADER »
    ]


def test_a_lead_body_is_a_partner_unless_it_pays(read: Read) -> None:
    assert read.bodies("midi-quercy", 92) == {("departement-tarn-et-garonne", "partenaire", "dit")}


@pytest.mark.parametrize(
    ("territory", "line"), [("coeur-de-lorraine", 39), ("coeur-de-lorraine", 159), (PORTE_DU_HAINAUT, 722)]
)
def test_a_body_that_an_action_is_about_is_not_its_partner(read: Read, territory: str, line: int) -> None:
    assert read.bodies(territory, line) == set()


def test_the_region_pays_its_own_aids_where_its_page_says_so(connection) -> None:
    found = connection.execute(
        "SELECT first_line FROM action INNER JOIN action_funder USING (action_id) "
        "WHERE territory_id = 'occitanie' AND funder_id = 'region-occitanie' AND role = 'financeur' "
        "AND certainty = 'dit' ORDER BY first_line"
    ).fetchall()
    # « Soutien », « Les fonds déployés par la Région » (four bullets), « une aide », « aider », « soutient », « son
    # soutien », « soutient », « dispositif d’aide », « a institué un dispositif d’aide financière ».
    assert [line for (line,) in found] == [21, 40, 41, 42, 43, 67, 69, 81, 87, 98, 104, 110]


def test_funds_granted_to_one_policy_are_not_those_of_the_whole_page(connection) -> None:
    assert connection.execute("SELECT DISTINCT document_id, certainty FROM document_funder").fetchall() == [
        ("cahors-coeur-de-ville", "dit")
    ]


# Schemes


def test_action_coeur_de_ville_is_the_scheme_of_the_whole_cahors_document(connection) -> None:
    assert connection.execute("SELECT document_id, scheme_id FROM document_scheme").fetchall() == [
        ("cahors-coeur-de-ville", "acv")
    ]
    assert connection.execute("SELECT * FROM action_scheme WHERE scheme_id = 'acv'").fetchall() == []
    through = connection.execute(
        "SELECT DISTINCT territory_id FROM action_overview WHERE list_contains(document_schemes, 'ACV')"
    ).fetchall()
    assert through == [("cahors",)]


def test_a_group_that_runs_leader_is_no_second_scheme(read: Read, connection) -> None:
    assert read.schemes("coeur-de-lorraine", 41) == {"leader": "agit"}
    assert connection.execute("SELECT * FROM scheme WHERE scheme_id = 'gal'").fetchall() == []


@pytest.mark.parametrize(
    ("territory", "line", "schemes"),
    [
        ("coeur-de-lorraine", 142, {"sdirve": "cite"}),
        ("coeur-de-lorraine", 88, {"cls": "cite"}),
        ("coeur-de-lorraine", 97, {"cls": "agit", "cpts": "cite", "cteac": "cite", "france-services": "cite"}),
        ("coeur-de-lorraine", 63, {"tvb": "agit", "pcaet": "cite"}),
        ("coeur-de-lorraine", 68, {"pcaet": "agit"}),
        ("coeur-de-lorraine", 62, {"plan-herbe": "agit", "pat": "cite"}),
        ("coeur-de-lorraine", 126, {"pvd": "cite", "ptrte": "cite"}),
        ("coeur-de-lorraine", 105, {"leader": "agit"}),
        ("coeur-de-lorraine", 136, {"plui": "cite"}),
        ("midi-quercy", 98, {"schema-departemental-mobilites": "cite"}),
        ("midi-quercy", 100, {"cls": "agit"}),
        ("cahors", 292, {"psmv": "agit", "spr": "cite"}),
        ("cahors", 435, {"plh": "cite"}),
        ("cahors", 321, {"art-et-essai": "cite"}),
        ("occitanie", 75, {"plan-eau-occitanie": "cite"}),
        (PORTE_DU_HAINAUT, 949, {"plan-mobilite": "agit"}),
        (PORTE_DU_HAINAUT, 957, {"plan-climat": "cite", "scot": "cite"}),
        (PORTE_DU_HAINAUT, 880, {"zan": "cite"}),
    ],
)
def test_a_scheme_is_cited_or_acted_on(read: Read, territory: str, line: int, schemes: dict[str, str]) -> None:
    assert read.schemes(territory, line) == schemes


@pytest.mark.parametrize(
    "members",
    [{"opah", "opah-ru"}, {"pcaet", "plan-climat"}, {"crte", "ptrte"}, {"cteac", "convention-territoire-culture"}],
)
def test_schemes_of_a_family_have_one_family(connection, members: set[str]) -> None:
    families = connection.execute("SELECT family_id, list(scheme_id) FROM scheme GROUP BY family_id").fetchall()
    assert members in [set(schemes) for family, schemes in families if family]


# Commitment and periods


@pytest.mark.parametrize("line", [435, 449, 458])
def test_an_action_2019_is_programmed_and_starts_in_2019(read: Read, line: int) -> None:
    action = read.action("cahors", line)
    assert (action["engagement"], action["period_start"], action["period_end"]) == ("programme", 2019, None)


@pytest.mark.parametrize(
    ("territory", "line", "engagement"),
    [
        ("cahors", 282, "engage"),  # « Poursuivre le dispositif »
        ("cahors", 422, "programme"),  # the card of 2013 is there, its new uses are not
        ("coeur-de-lorraine", 42, "programme"),  # the event of 2023 is past, the mission is to come
        ("occitanie", 87, "engage"),  # « fait l’objet depuis 2016 »: it goes on
    ],
)
def test_since_a_year_dates_what_it_is_said_of(read: Read, territory: str, line: int, engagement: str) -> None:
    action = read.action(territory, line)
    assert action["engagement"] == engagement
    assert (action["period_start"] is not None) == (territory == "occitanie")


@pytest.mark.parametrize(
    ("territory", "line", "engagement"),
    [
        ("cahors", 360, "programme"),  # works « déjà menés » are over
        ("coeur-de-lorraine", 97, "programme"),  # « Élaboration » of a contract to come
        ("occitanie", 23, "programme"),  # « Élaboration » of a scheme
        ("midi-quercy", 78, "programme"),  # a platform to be set up, whatever its years
        ("midi-quercy", 82, "engage"),  # « Mise en œuvre du » programme that was granted, 2015-2017
        ("midi-quercy", 80, "engage"),  # « Poursuite »
        ("midi-quercy", 84, "engage"),  # « Animation » of a place that is there
        ("midi-quercy", 92, "engage"),  # « Reconduction »
    ],
)
def test_a_date_alone_does_not_make_an_action_run(read: Read, territory: str, line: int, engagement: str) -> None:
    assert read.action(territory, line)["engagement"] == engagement


def test_the_period_of_an_action_is_that_of_its_first_act(read: Read) -> None:
    action = read.action("midi-quercy", 80)
    assert (action["period_start"], action["period_end"]) == (2015, 2016)


@pytest.mark.parametrize(
    ("line", "engagement"), [(17, "programme"), (88, "programme"), (137, "programme"), (47, "orientation")]
)
def test_working_on_something_is_programmed_where_a_thing_to_do_is_named(
    read: Read, line: int, engagement: str
) -> None:
    assert read.action("coeur-de-lorraine", line)["engagement"] == engagement


# The cut


def test_of_two_needs_side_by_side_both_are_units(read: Read) -> None:
    assert read.action(PORTE_DU_HAINAUT, 476)["repeated_lines"] == [490]
    assert read.action(PORTE_DU_HAINAUT, 492)["first_line"] == 492


@pytest.mark.parametrize(("line", "again"), [(494, [874, 941]), (592, [596, 632]), (641, [948]), (856, [937])])
def test_one_idea_in_other_words_is_one_unit_and_its_detail(
    read: Read, real_cuts: dict[str, tuple[Document, Cut]], line: int, again: list[int]
) -> None:
    document, cut = real_cuts["porte-du-hainaut-diagnostic"]
    action = read.action(PORTE_DU_HAINAUT, line)
    assert action["restated_lines"] == again
    assert not [unit for unit in cut.units if unit.first_line in again]
    for said in again:
        assert document.lines[said - 1].lstrip("- ").strip() in str(action["detail"])


def test_an_idea_said_again_keeps_the_identifier_of_its_first_words(read: Read) -> None:
    assert read.action(PORTE_DU_HAINAUT, 494)["action_id"] == "porte-du-hainaut-d46250"


@pytest.mark.parametrize("line", [232, 238, 929, 930])
def test_what_weaknesses_may_offer_is_a_finding_and_no_unit(connection, line: int) -> None:
    assert (
        connection.execute(
            "SELECT action_id FROM action WHERE territory_id = ? AND ? BETWEEN first_line AND last_line",
            [PORTE_DU_HAINAUT, line],
        ).fetchall()
        == []
    )


@pytest.mark.parametrize(
    ("territory", "line", "content"),
    [
        (PORTE_DU_HAINAUT, 955, "mutualiser les ressources"),
        ("coeur-de-lorraine", 117, "Territoires éducatifs ruraux"),
        ("coeur-de-lorraine", 154, "échanges réguliers"),
    ],
)
def test_a_title_says_what_the_action_is(read: Read, territory: str, line: int, content: str) -> None:
    assert content in str(read.action(territory, line)["title"])


# Sums


def test_a_sum_has_the_period_that_its_document_says_and_no_year_of_ours(connection) -> None:
    periods = connection.execute(
        "SELECT amount_id, period_words, period_line, period_start, period_end FROM amount"
    ).fetchall()
    said = {amount: rest for amount, *rest in periods}
    assert said["acv-programme"] == ["sur 5 ans", 53, None, None]
    assert said["banque-ingenierie"] == ["pour les cinq ans à venir", 106, None, None]
    assert said["anah-bis"] == ["Sur la durée du plan", 156, None, None]
    assert said["facades-cahors"] == ["Depuis 2012", 284, 2012, None]
    assert said["cper-occitanie"] == ["2015-2020", 19, 2015, 2020]
    assert [amount for amount, words, *_ in periods if words is None] == ["porte-du-hainaut-redistribution"]
