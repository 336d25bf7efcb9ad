"""Lists of grants: recognised by their columns, read row by row, told what is wrong of them."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from etl.grants import layouts
from etl.grants.model import Grant, GrantsRefused
from etl.grants.read import read_grants
from etl.grants.tables import offered
from etl.readers.tables.named_columns import Naming, guessed_head
from tests.granted import DGCL, GREEN, SCDL, changed, only, read, separated, workbook

# Layouts


def test_a_row_of_the_state_is_read_whole() -> None:
    found = read([DGCL])
    assert only(found) == Grant(
        2, 2024, "État", "DETR", "", "Albas", "commune", "214600017", "46001", "46", "Réfection de l’école",
        Decimal("107600.00"), Decimal("32280.00"),
    )  # fmt: skip
    assert (found.rows, found.faults, found.encoding, len(found.sha256)) == (1, (), "utf-8", 64)


def test_the_order_of_columns_their_capitals_and_others_beside_do_not_matter() -> None:
    mixed = {"Autre": "x", **{name.upper(): DGCL[name] for name in reversed(DGCL)}, "encore": "y"}
    assert only(read([mixed])) == only(read([DGCL]))


def test_names_as_they_are_published_in_other_years_are_understood() -> None:
    row = {
        "Année": "2021", "Dotation": "DSIL", "Nom du bénéficiaire": "Albas", "SIREN du bénéficiaire": "214600017",
        "Code INSEE": "46001", "Département": "46 - Lot", "Intitulé du projet": "École",
        "Coût HT de l'opération": "10 000,00", "Montant de la subvention": "2 500,00", "Taux de subvention": "25%",
    }  # fmt: skip
    grant = only(read([row], "liste.csv"))
    assert (grant.year, grant.programme, grant.beneficiary, grant.siren, grant.insee, grant.department) == (
        2021, "DSIL", "Albas", "214600017", "46001", "46",
    )  # fmt: skip
    assert (grant.cost, grant.eur) == (Decimal(10000), Decimal(2500))


def test_the_programme_is_said_by_the_name_of_the_file_where_no_column_says_it() -> None:
    row = {"Nom du bénéficiaire": "Albas", "Intitulé du projet": "École", "Montant de la subvention": "2500"}
    grant = only(read([row], "Liste_DETR_2021_Lot.csv"))
    assert (grant.programme, grant.year, grant.funder) == ("DETR", 2021, "État")
    with pytest.raises(GrantsRefused, match="aucune liste connue"):
        read([row], "liste-2021.csv")


def test_a_scheme_of_another_body_is_not_taken_for_the_states() -> None:
    with pytest.raises(GrantsRefused, match="dire quelles colonnes"):
        read([changed(dispositif="Contrat régional")])


def test_the_fonds_vert_takes_its_year_from_the_name_of_the_file() -> None:
    grant = only(read([GREEN], "fonds-vert-2023.csv"))
    assert (grant.year, grant.funder, grant.programme, grant.measure, grant.eur, grant.title) == (
        2023, "État", "Fonds vert", "Rénovation énergétique", Decimal("21667.00"), "École",
    )  # fmt: skip
    without = read([GREEN], "fonds-vert.csv")
    assert only(without).year is None
    assert [(fault.line, "Ni les lignes ni le nom du fichier" in fault.why) for fault in without.faults] == [(1, True)]
    (told,) = read([GREEN], "fonds-vert-2023-2024.csv").faults
    assert "plusieurs années" in told.why


@pytest.mark.parametrize("are_lower", [False, True])
def test_the_common_format_names_its_giver_and_its_day(are_lower: bool) -> None:
    row = {name.lower(): value for name, value in SCDL.items()} if are_lower else SCDL
    grant = only(read([row], "subventions.csv"))
    assert (grant.funder, grant.year, grant.siren, grant.beneficiary, grant.title, grant.programme, grant.eur) == (
        "Région Occitanie", 2019, "214600421", "Théâtre de Cahors", "Saison", "Spectacle vivant", Decimal("1500.50"),
    )  # fmt: skip


def test_a_table_that_nobody_knows_is_read_once_its_columns_are_named() -> None:
    content = workbook(
        {
            "Notice": [["Lire ceci"]],
            "Aides": [["Aides du Département"], ["Qui", "Quoi", "Combien (k€)", "Quand"],
                      ["Albas", "École", 12.5, datetime.date(2022, 3, 1)]],
        }
    )  # fmt: skip
    with pytest.raises(GrantsRefused, match="dire quelles colonnes portent le montant"):
        read_grants(content, "aides.xlsx")
    table = next(one for one in offered(content, "aides.xlsx") if one.name == "Aides")
    assert table.rows[guessed_head(table) - 1] == ("Qui", "Quoi", "Combien (k€)", "Quand")
    naming = Naming("Aides", 2, {"beneficiary": 0, "title": 1, "eur": 2, "year": 3})
    grant = only(read_grants(content, "aides.xlsx", naming))
    assert (grant.line, grant.beneficiary, grant.title, grant.eur, grant.year) == (
        3, "Albas", "École", Decimal("12500.00"), 2022,
    )  # fmt: skip
    for wrong in (Naming("Autre", 1, {"eur": 0}), Naming("Aides", 99, {"eur": 0}), Naming("Aides", 2, {"title": 1})):
        with pytest.raises(GrantsRefused):
            read_grants(content, "aides.xlsx", wrong)


def test_columns_are_guessed_for_a_planner_to_confirm() -> None:
    head = ("Nom de l’association", "Objet de l’aide", "Somme votée en €", "SIRET", "Date du vote")
    assert layouts.guessed(head) == {"siren": 3, "eur": 2, "beneficiary": 0, "title": 1, "year": 4}


def test_two_columns_of_one_name_are_not_chosen_between() -> None:
    content = b"exercice;dispositif;beneficiaire_nom;intitule;subvention;Subvention\n2024;DETR;Albas;Ecole;1;2\n"
    with pytest.raises(GrantsRefused):
        read_grants(content, "d.csv")


# Amounts


@pytest.mark.parametrize(
    ("written", "eur"),
    [
        ("21 667,00 €", "21667"), ("1.234,56", "1234.56"), ("1,234.56", "1234.56"), ("23084,669921875", "23084.67"),
        ("1 319 546", "1319546"), ("1\u202f319\u202f546,5", "1319546.5"), ("12\xa0000 euros", "12000"),
        ("0,005", "0.01"), ("10,125", None), ("1.234.567", "1234567"), ("1234,567", "1234.57"), ("12 k€", "12000"),
        ("66408,59999999999", "66408.60"), ("32280.", "32280"), ("EUR", None), ("1,5 M€", "1500000"),
        ("0", None), ("0,00", None), ("-500", None), ("−500,00", None), ("", None), ("  ", None), ("NULL", None),
        ("12 34", None), ("2,146E+08", None), ("mille", None), ("1.23.45", None), ("12,", "12"), ("9" * 30, None),
        ("100 € dont 50 €", None), ("=1+1", None), ("12/03/2024", None), ("nan", None), ("inf", None),
    ],
)  # fmt: skip
def test_sums_are_read_to_the_cent_or_told(written: str, eur: str | None) -> None:
    sure = changed(subvention="5", cout_ht="")
    found = read([sure, changed(subvention=written, cout_ht="")])
    assert [grant.eur for grant in found.grants[1:]] == ([] if eur is None else [Decimal(eur)])
    assert [fault.line for fault in found.faults] == ([3] if eur is None else [])
    assert found.rows == 2


@pytest.mark.parametrize(("beside", "eur"), [("7,5", Decimal("1234.00")), ("7.5", Decimal("1.23")), ("7", None)])
def test_a_mark_before_three_digits_means_what_the_other_sums_prove(beside: str, eur: Decimal | None) -> None:
    found = read([changed(subvention="1.234", cout_ht=""), changed(subvention="8", cout_ht=beside)])
    if eur is None:
        assert len(found.grants) == 1 and "deux façons" in found.faults[0].why
    else:
        assert found.grants[0].eur == eur


def test_a_cost_that_is_none_leaves_the_grant() -> None:
    for written in ("sans objet", "0", "-3"):
        found = read([changed(cout_ht=written)])
        assert only(found).cost is None and len(found.faults) == 1
    assert only(read([changed(cout_ht="")])).cost is None and not read([changed(cout_ht="")]).faults


def test_a_file_without_any_readable_amount_is_refused() -> None:
    with pytest.raises(GrantsRefused, match="montant lisible dans la colonne « subvention »"):
        read([changed(subvention="beaucoup"), changed(subvention="")])


# Codes and years


@pytest.mark.parametrize(
    ("written", "insee"),
    [("1001", "01001"), ("46001.0", "46001"), ("2a004", "2A004"), ("97105", "97105"), (" 46 001 ", "46001"),
     ("NULL", ""), ("", ""), ("-", "")],
)  # fmt: skip
def test_codes_of_communes_get_their_zeros_back(written: str, insee: str) -> None:
    found = read([changed(beneficiaire_code_insee=written)])
    assert only(found).insee == insee and not found.faults


@pytest.mark.parametrize(
    ("written", "department"),
    [("046", "46"), ("1", "01"), ("2A", "2A"), ("02a", "2A"), ("971", "971"), ("46.0", "46"), ("974 - Réunion", "974"),
     ("2B - Haute-Corse", "2B"), ("", "")],
)  # fmt: skip
def test_departments_are_written_in_one_way(written: str, department: str) -> None:
    assert only(read([changed(beneficiaire_dep=written)])).department == department


@pytest.mark.parametrize(
    ("written", "siren"),
    [("214600017", "214600017"), ("21460001700019", "214600017"), ("214 600 017", "214600017"),
     ("214600017.0", "214600017"), ("5520176", "005520176"), ("NC", "")],
)  # fmt: skip
def test_a_siret_gives_its_siren(written: str, siren: str) -> None:
    assert only(read([changed(beneficiaire_siren=written)])).siren == siren


@pytest.mark.parametrize(
    ("column", "written"),
    [("beneficiaire_code_insee", "Albas"), ("beneficiaire_code_insee", "246200299"), ("beneficiaire_dep", "Lot"),
     ("beneficiaire_dep", "00"), ("beneficiaire_siren", "Albas"), ("beneficiaire_siren", "2,146E+08"),
     ("beneficiaire_siren", "12345678"), ("beneficiaire_siren", "000000000"), ("exercice", "bientôt"),
     ("exercice", "2018-2020"), ("exercice", "")],
)  # fmt: skip
def test_what_is_no_code_is_told_and_the_grant_stays(column: str, written: str) -> None:
    found = read([DGCL, changed(**{column: written})])
    assert len(found.grants) == 2 and [fault.line for fault in found.faults] == [3]
    said = found.grants[1]
    assert "" in (said.siren, said.insee, said.department) or said.year is None
    # What stood there is in no other field.
    assert [said.beneficiary, said.title] == [DGCL["beneficiaire_nom"], DGCL["intitule"]]


def test_a_column_that_holds_no_code_at_all_is_told_once() -> None:
    found = read([changed(beneficiaire_dep="Lot") for _ in range(50)])
    (fault,) = found.faults
    assert len(found.grants) == 50 and fault.line == 1 and "ni aucune des 50 lignes" in fault.why


@pytest.mark.parametrize(
    ("written", "year"),
    [("2019", 2019), ("2019.0", 2019), ("27/05/2019", 2019), ("2019-05-27T00:00", 2019), ("20190527", 2019)],
)
def test_a_day_gives_its_year(written: str, year: int) -> None:
    assert only(read([{**SCDL, "dateConvention": written}], "s.csv")).year == year


# Rows


def test_rows_are_told_by_the_line_on_which_they_start() -> None:
    found = read([changed(intitule="Une\nécole\nneuve"), changed(subvention=""), DGCL])
    assert [grant.line for grant in found.grants] == [2, 6] and [fault.line for fault in found.faults] == [5]
    assert found.grants[0].title == "Une école neuve"


def test_an_extract_names_the_lines_of_the_whole_file() -> None:
    found = read([changed(source_line="9473"), changed(source_line="9480", subvention="")])
    assert [grant.line for grant in found.grants] == [9473] and [fault.line for fault in found.faults] == [9480]
    twice = read([changed(source_line="7"), changed(source_line="7")])
    assert [grant.line for grant in twice.grants] == [2, 3] and "revient deux fois" in twice.faults[0].why


@pytest.mark.parametrize(
    "row",
    ["2024;DETR;119;commune;214600017;046;Albas;46001;Ecole; et cour;100,0;50,0;0,5",
     "2024;DETR;119;commune;214600017;046;Albas;46001;Ecole",
     'et cour;100,0;50,0;0,5', '2024;DETR;119;commune;214600017;046;Albas;46001;"Ecole;100,0;50,0;0,5'],
)  # fmt: skip
def test_a_row_that_is_cut_or_shifted_is_told_and_not_counted(row: str) -> None:
    content = separated([DGCL]) + row.encode() + b"\r\n"
    found = read_grants(content, "d.csv")
    assert len(found.grants) == 1 and [fault.line for fault in found.faults] == [3] and found.rows == 2


def test_an_open_quote_says_which_lines_it_swallowed() -> None:
    content = separated([DGCL]) + b'2024;DETR;119;commune;;046;Albas;46001;"Ecole;1;2;3\r\n' + separated([DGCL])[-100:]
    (fault,) = read_grants(content, "d.csv").faults
    assert "lignes 3 à" in fault.why


def test_totals_are_told_and_not_counted() -> None:
    blank = dict.fromkeys(DGCL, "")
    total = {**blank, "exercice": "Total général", "subvention": "32280"}
    found = read(
        [
            DGCL,
            total,
            {**blank, "subvention": "32280"},
            {**blank, "beneficiaire_nom": "TOTAL", "subvention": "3"},
            blank,
        ]
    )
    assert len(found.grants) == 1 and [fault.line for fault in found.faults] == [3, 4, 5] and found.rows == 4


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_encodings_and_separators_are_found_out(encoding: str, delimiter: str) -> None:
    row = changed(intitule="Réfection de l'école à Saint-Cirq", beneficiaire_nom="Cœur" if encoding[0] != "l" else "C")
    grant = only(read_grants(separated([row] * 1, delimiter, encoding), "d.csv"))
    assert (grant.title, grant.beneficiary) == (row["intitule"], row["beneficiaire_nom"])
