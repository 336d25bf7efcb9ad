"""Intercommunalities of France beside the territories: who is alike, what the State granted them, in which lists.

Each figure is computed again from the bytes of the list and the reference, without a query."""

from __future__ import annotations

import csv
import io
import statistics
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from pptx import Presentation

from benchmarks.grants import invented
from dashboard import queries
from dashboard.comparisons import grants_beside, grants_by_programme, grants_by_theme, grants_in_brief
from dashboard.comparisons.grant_claims import BesideEach, NoListBeside
from dashboard.comparisons.wording import sentence
from dashboard.dossier.assemble import context_of, known
from dashboard.exports.pptx import deck
from dashboard.exports.xlsx import workbook
from dashboard.page_registry import GRANTS
from dashboard.selection import MOST_REFERENCES, Selection, read_params
from etl.coding.codebook import read_codebook
from etl.grants.bring import bring_list
from etl.load import build
from etl.paths import DATA
from tests import granted
from tests.test_export_pptx import check_figures
from tests.test_pages import fault_of, opened, text_of
from tests.truth import untrue
from tests.world import World

pytestmark = pytest.mark.usefixtures("database")
FRANCE = DATA / "reference" / "france"
# Cahors holds this one whole; Toulouse Métropole and Quercy Bouriane are put beside it.
GRAND_CAHORS, TOULOUSE, BOURIANE = "200023737", "243100518", "244600482"
_LIST = invented(3_000)


def base_with(content: bytes, name: str, where: Path) -> Path:
    """The shipped data and a list that was loaded whole."""
    kept = where / "grants"
    bring_list(content, name, kept, read_codebook(DATA / "codebook").rules)
    build(DATA, where / "base.duckdb", grants=sorted(kept.iterdir()))
    return where / "base.duckdb"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return base_with(_LIST, "dotations.csv", tmp_path_factory.mktemp("national"))


@pytest.fixture
def national(built: Path) -> Iterator[Path]:
    with queries.reading(built):
        yield built


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def euros_of(content: bytes) -> dict[str, float]:
    """By intercommunality, what the rows with a code say."""
    epci_of = {row["insee"]: row["epci_siren"] for row in pq.read_table(FRANCE / "communes.parquet").to_pylist()}
    found: dict[str, float] = defaultdict(float)
    for row in rows_of(content):
        if row["beneficiaire_code_insee"]:
            found[epci_of[row["beneficiaire_code_insee"]]] += float(row["subvention"].replace(",", "."))
    return found


def intercommunalities() -> dict[str, tuple[str, int, float]]:
    """By SIREN the kind, the inhabitants, and the square kilometres of its contour."""
    with queries.connect(queries.base_path()) as connection:
        rows = connection.execute("SELECT epci_siren, kind, population, square_km FROM epci").fetchall()
    return {siren: (kind, people, area) for siren, kind, people, area in rows}


def test_those_alike_are_of_one_kind_and_within_half_and_double_and_their_median_is_told(national: Path) -> None:
    found, eur = intercommunalities(), euros_of(_LIST)
    kind, people, area = found[GRAND_CAHORS]
    true = [
        eur.get(siren, 0) / other[1]
        for siren, other in found.items()
        if siren != GRAND_CAHORS
        and other[0] == kind
        and other[2]
        and people / 2 <= other[1] <= 2 * people
        and people / area / 2 <= other[1] / other[2] <= 2 * people / area
    ]
    (claim,) = [grants_beside(Selection(territories=("cahors",))).headline]
    assert isinstance(claim, BesideEach)
    (part,) = claim.parts
    assert part.alike == len(true) > 20
    assert part.median_each == pytest.approx(statistics.median(true))
    assert part.each == pytest.approx(eur[GRAND_CAHORS] / people)
    brief = grants_in_brief(Selection(territories=("cahors",))).table.set_index("figure_id")["value"]
    assert brief["semblables"] == pytest.approx(statistics.median(true))


def test_a_chosen_one_stands_beside_with_its_own_euros(national: Path) -> None:
    comparison = grants_beside(Selection(territories=("cahors",), references=(TOULOUSE, BOURIANE)))
    found, eur = intercommunalities(), euros_of(_LIST)
    chosen = comparison.table[comparison.table["part"] == "chosen"].set_index("epci_siren")
    assert set(chosen.index) == {TOULOUSE, BOURIANE}
    for siren in chosen.index:
        assert chosen["each"][siren] == pytest.approx(eur.get(siren, 0) / found[siren][1])
    said = sentence(comparison.headline)
    assert "Toulouse Métropole" in said and "Quercy - Bouriane" in said


def test_a_theme_that_is_chosen_is_that_of_all_rows(national: Path) -> None:
    own = Selection(territories=("cahors",), themes=("sante",), references=(TOULOUSE,))
    rows = queries.grants_beside(own, "État", own.references)
    with queries.connect(national) as connection:
        ((true,),) = connection.execute(
            'SELECT coalesce(sum(eur), 0) FROM "grant" '
            "WHERE epci_siren = ? AND theme_id = 'sante' AND source_id LIKE 'fichier%'",
            [TOULOUSE],
        ).fetchall()
    assert float(rows[rows["part"] == "chosen"]["eur"].sum()) == pytest.approx(float(true))
    assert "Santé" in sentence(grants_beside(own).headline)


def test_what_is_said_of_those_beside_is_true_under_each_filter(national: Path) -> None:
    world = World(national)
    asked = [
        Selection(territories=territories, themes=themes, references=references)
        for territories in ((), ("cahors",), ("midi-quercy", "porte-du-hainaut"))
        for themes in ((), *((theme,) for theme in queries.themes()["theme_id"]))
        for references in ((), (TOULOUSE, BOURIANE))
    ]
    found = [(one.url(), untrue(claim, world)) for one in asked for claim in grants_beside(one).claims]
    assert [one for one in found if one[1]] == [] and len(found) > 200
    wrong = grants_beside(asked[1]).headline
    assert isinstance(wrong, BesideEach) and untrue(replace(wrong, parts=wrong.parts[1:]), world)
    (siren, name, each), other = wrong.chosen
    assert untrue(replace(wrong, chosen=((siren, name, each + 1), other)), world)


def test_the_page_puts_one_beside_and_its_address_keeps_it(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EN_REGARD_DB", str(built))
    page = opened(GRANTS.address, Selection(territories=("cahors",), references=(TOULOUSE,)))
    assert not fault_of(page)
    assert page.multiselect(key="references-choice").value == [TOULOUSE]
    assert "Toulouse Métropole" in text_of(page)
    assert [one.label for one in page.button if one.key == "keep-subventions-a-cote"] == ["Ajouter au dossier"]
    page.multiselect(key="references-choice").set_value([TOULOUSE, BOURIANE]).run()
    assert page.query_params["epci"] in (f"{TOULOUSE},{BOURIANE}", [f"{TOULOUSE},{BOURIANE}"])


def test_slides_and_sheets_hold_each_that_stands_beside(national: Path) -> None:
    comparison = grants_beside(Selection(territories=("cahors",), references=(TOULOUSE, BOURIANE)))
    context = context_of(comparison, GRANTS, "http://localhost/")
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.make(comparison, context)))["Figures"]
    cells = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {*comparison.table["label"], *comparison.table["people"]} <= cells
    check_figures(comparison, Presentation(io.BytesIO(deck.make(comparison, context))))


def test_an_address_that_asks_for_an_unknown_one_or_for_too_many_says_so(national: Path) -> None:
    many = queries.epci()["epci_siren"].tolist()[: MOST_REFERENCES + 1]
    reading = read_params({"epci": ",".join([*many, "999999999"])}, known())
    assert reading.selection.references == tuple(many[:MOST_REFERENCES])
    assert set(reading.unknown) == {f"epci={many[-1]}", "epci=999999999"}


def test_a_list_of_two_departments_tells_of_those_alone_and_of_nobody_alike(tmp_path: Path) -> None:
    """Which are alike in all France, a list of some departments cannot tell."""
    rows = rows_of(_LIST)
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, list(rows[0]), delimiter=";")
    table.writeheader()
    table.writerows(row for row in rows if row["beneficiaire_dep"] in ("46", "82"))
    content = text.getvalue().encode()
    with queries.reading(base_with(content, "dotations du Lot.csv", tmp_path)):
        own = Selection(territories=("cahors",), references=(BOURIANE,))
        table_ = grants_beside(own).table
        assert table_["part"].tolist() == ["own", "chosen"]
        assert table_["eur"].tolist() == pytest.approx(
            [euros_of(content).get(one, 0) for one in (GRAND_CAHORS, BOURIANE)]
        )
        away = grants_beside(own.but(references=(TOULOUSE,)))
        assert isinstance(away.headline, NoListBeside) and away.table.empty
        assert grants_in_brief(own).table.query("figure_id == 'semblables'").empty


def test_the_shipped_facts_alone_put_nobody_beside() -> None:
    assert grants_beside(Selection(references=(TOULOUSE,))).table.empty
    assert not any(one.key == "references-choice" for one in opened(GRANTS.address).multiselect)


def test_where_no_list_names_anybody_nothing_is_said_and_not_zero(national: Path) -> None:
    named = {row["beneficiaire_code_insee"] for row in rows_of(_LIST)}
    communes = pq.read_table(FRANCE / "communes.parquet").to_pylist()
    reached = {row["epci_siren"] for row in communes if row["insee"] in named}
    nobody = next(siren for siren in queries.epci()["epci_siren"] if siren not in reached)
    comparison = grants_beside(Selection(territories=("cahors",), references=(nobody,)))
    row = comparison.table[comparison.table["part"] == "chosen"].iloc[0]
    assert row["printed"] == "" and row["each"] != row["each"] and row["granted"] == "rien dans ces listes"
    assert f"{row['name']} rien dans ces listes" in sentence(comparison.headline)
    # A theme of which a territory has no grant.
    for theme in queries.themes()["theme_id"]:
        own = Selection(territories=("cahors",), themes=(theme,))
        brief = grants_in_brief(own).table
        assert not brief["printed"].isin(["0\u202f€", "0,0\u202f€"]).any(), theme


def test_what_others_granted_is_not_told_as_nothing_where_the_state_gave_nothing(tmp_path: Path) -> None:
    """A list of the Région alone, of a theme for which the State gave Cahors nothing."""
    given = granted.SCDL | {
        "objet": "Budget participatif et concertation citoyenne",
        "idBeneficiaire": "21460042100018",
    }
    own = Selection(territories=("cahors",), themes=("gouvernance",))
    with queries.reading(base_with(granted.separated([given]), "region.csv", tmp_path)):
        assert set(queries.granted(own)["funder"]) == {"Région Occitanie"}
        assert "première dotation (Région Occitanie)" in grants_by_programme(own).finding
        assert grants_by_theme(own).finding.endswith("; une est d’un autre donneur, et ne compte pas avec les siennes")
        assert grants_by_theme(own).empty.endswith("Celles d’autres donneurs sont sous « Par quelles dotations ».")


def test_a_giver_that_its_list_does_not_name_is_told_as_not_said(tmp_path: Path) -> None:
    given = granted.SCDL | {"nomAttribuant": "", "idAttribuant": "", "objet": "Concertation citoyenne"}
    given |= {"idBeneficiaire": "21460042100018"}
    own = Selection(territories=("cahors",), themes=("gouvernance",))
    with queries.reading(base_with(granted.separated([given]), "region.csv", tmp_path)):
        assert len(queries.granted(own)) == 1
        assert "(un donneur que sa liste ne dit pas)" in grants_by_programme(own).finding
