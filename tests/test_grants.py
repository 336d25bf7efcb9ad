"""What was really granted: where each grant counts, what of it is told apart, and lists that are loaded whole."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pytest

from dashboard import queries
from dashboard.charts.model import chart_of
from dashboard.comparisons import (
    Comparison,
    grants_apart,
    grants_by_theme,
    grants_in_brief,
    largest_grants,
    planned_and_granted,
)
from dashboard.comparisons.wording import sentence
from dashboard.dossier.assemble import context_of
from dashboard.exports.xlsx import workbook
from dashboard.page_registry import GRANTS
from dashboard.projection.panels import behind
from dashboard.selection import Selection
from etl.__main__ import main
from etl.errors import SourceError
from etl.france import France
from etl.grants.kept import read_lists
from etl.grants.places import COMMUNE, EPCI, OTHER, UNCODED, place_of
from etl.paths import DATA, ROOT
from tests import granted
from tests.test_pages import fault_of, opened, text_of

pytestmark = pytest.mark.usefixtures("database")
SHARED = ROOT.parent / "shared" / "real" / "grants"
# Per inhabitant, in euros: what the lists give when they are counted by hand in a spreadsheet.
DOTATIONS = {"midi-quercy": 227.4, "coeur-de-lorraine": 394.8, "cahors": 237.4, "porte-du-hainaut": 79.6}
GREEN = {
    "midi-quercy": (32.1, 14), "coeur-de-lorraine": (21.9, 10), "cahors": (33.3, 14), "porte-du-hainaut": (20.9, 18)
}  # fmt: skip


def each(connection: duckdb.DuckDBPyConnection, condition: str) -> dict[str, tuple[float, int]]:
    found = connection.execute(
        "SELECT territory_id, round(sum(eur) / any_value(population), 1), count(*) FROM territory_grant "
        f"JOIN territory USING (territory_id) WHERE how = 'code' AND {condition} GROUP BY territory_id"
    ).fetchall()
    return {territory: (float(value), number) for territory, value, number in found}


def test_known_totals_per_inhabitant_are_found_again(connection: duckdb.DuckDBPyConnection) -> None:
    dotations = each(connection, "programme IN ('DETR', 'DSIL', 'DSID', 'DPV')")
    assert {one: value for one, (value, _) in dotations.items()} == DOTATIONS
    assert each(connection, "programme = 'Fonds vert'") == GREEN


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real lists are not beside this checkout")
def test_each_shipped_fact_is_what_its_list_says_at_its_line(connection: duckdb.DuckDBPyConnection) -> None:
    said: dict[tuple[str, int], dict[str, str]] = {}
    for path in SHARED.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, delimiter=";"):
                said[path.stem.replace("dotations-", ""), int(row["source_line"])] = row
    rows = connection.execute(
        "SELECT source_id, line, year, programme, eur, cost, coalesce(siren, ''), coalesce(insee, '') FROM \"grant\""
    ).fetchall()
    assert len(rows) == 601
    for source, line, year, programme, eur, cost, siren, insee in rows:
        row = said[source, line]
        is_green = "montant_engage" in row
        assert eur == euros(row["montant_engage" if is_green else "subvention"])
        assert is_green or (cost or Decimal(0)) == euros(row["cout_ht"])
        assert (programme, year) == (("Fonds vert", 2023) if is_green else (row["dispositif"], int(row["exercice"])))
        assert siren.lstrip("0") == row["siren" if is_green else "beneficiaire_siren"].lstrip("0")
        assert insee.lstrip("0") == row["code_commune" if is_green else "beneficiaire_code_insee"].lstrip("0").replace(
            "NULL", ""
        )


def euros(text: str) -> Decimal:
    return Decimal(re.sub(r"[^\d,]", "", text).replace(",", ".") or "0").quantize(Decimal("0.01"))


@pytest.fixture(scope="module")
def france() -> France:
    return France(DATA / "reference" / "france")


@pytest.mark.parametrize(
    ("siren", "insee", "kind", "commune"),
    [
        ("214600017", "46001", COMMUNE, "46001"),
        ("214600017", "", COMMUNE, "46001"),
        ("", "01039", COMMUNE, "01138"),
        ("200023737", "", EPCI, ""),
        ("200023737", "46042", EPCI, "46042"),
        ("284600012", "46042", OTHER, "46042"),
        ("284600012", "", OTHER, ""),
        ("", "", UNCODED, ""),
        ("", "99999", OTHER, ""),
    ],
    ids=[
        "both codes", "its number alone", "a commune that has merged", "an intercommunality",
        "its project in a commune", "another body's project in a commune", "another body", "no code",
        "a code of nobody",
    ],
)  # fmt: skip
def test_a_grant_counts_where_the_codes_of_its_row_say(
    france: France, siren: str, insee: str, kind: str, commune: str
) -> None:
    found = place_of(siren, insee, "Cahors", "46", france)
    assert (found.kind, found.commune) == (kind, commune)


def test_a_name_without_code_is_told_and_never_counted(france: France, connection: duckdb.DuckDBPyConnection) -> None:
    assert place_of("", "", "Ca grand cahors", "46", france).alike == "200023737"
    assert place_of("", "", "Ca grand cahors", "59", france).alike == "", "of another department"
    assert place_of("", "", "Cc de fresnes", "55", france).alike == "", "a name that is nobody's whole name"
    apart = connection.execute("SELECT territory_id, count(*) FROM territory_grant WHERE how = 'nom' GROUP BY ALL")
    assert dict(apart.fetchall()) == {"cahors": 6, "coeur-de-lorraine": 2}
    (note,) = [one for one in grants_by_theme(Selection()).notes if "sans code" in one]
    assert "717\u202f731\u202f€" in note and "Cahors" in note


@pytest.fixture
def kept_list(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA / "grants" / "fonds-vert-2023", tmp_path / "fonds-vert-2023"))


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("source.toml", 'label = "Fonds vert 2023"\n', "", "label is missing"),
        ("source.toml", "is_whole = false", "is_whole = ", "broken TOML"),
        ("grants.csv", "energie-climat,energie-climat,energie-climat", "energie,energie,energie", "unknown theme"),
        ("grants.csv", "energie-climat,energie-climat,energie-climat", "habitat,energie-climat,habitat", "no reason"),
        ("grants.csv", ",2023,État", ",deux,État", "no whole number"),
        ("grants.csv", "line,year", "ligne,year", "the columns are"),
    ],
)
def test_a_list_that_cannot_be_built_from_is_refused_with_its_place(
    kept_list: Path, file: str, old: str, new: str, said: str
) -> None:
    path = kept_list / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(SourceError, match=said) as raised:
        read_lists(
            [kept_list], {"energie-climat", "habitat", "environnement", "amenagement", "mobilite", "gouvernance"}
        )
    assert file in str(raised.value) and "->" in str(raised.value)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped sources, into which lists are loaded."""
    data = tmp_path_factory.mktemp("granting") / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("*.duckdb*", "loaded"))
    return data


def shipped_row() -> dict[str, str]:
    """A row of the list of 2024 as its giver writes it, of a grant that is shipped as a fact."""
    with (DATA / "grants" / "dgcl-2024" / "grants.csv").open(encoding="utf-8", newline="") as file:
        fact = next(row for row in csv.DictReader(file) if row["insee"] and row["siren"] and row["cost"])
    return granted.DGCL | {
        "exercice": "2024", "dispositif": fact["programme"], "beneficiaire_siren": fact["siren"],
        "beneficiaire_code_insee": fact["insee"], "intitule": "Rénovation de l’école du bourg",
        "cout_ht": fact["cost"].replace(".", ","), "subvention": fact["eur"].replace(".", ","),
    }  # fmt: skip


@pytest.fixture(scope="module")
def loaded(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The base once a list of three grants was loaded from a terminal: one is shipped, one new, one has no code."""
    where = tmp_path_factory.mktemp("loaded")
    new = granted.DGCL | {"subvention": "1234,0", "intitule": "Isolation thermique de la mairie de Cahors",
                          "beneficiaire_siren": "214600421", "beneficiaire_code_insee": "46042"}  # fmt: skip
    uncoded = new | {"beneficiaire_siren": "", "beneficiaire_code_insee": "", "beneficiaire_nom": "Douelle"}
    (where / "dotations-2024.csv").write_bytes(granted.separated([shipped_row(), new, uncoded]))
    base = where / "base.duckdb"
    assert main(["grants", str(where / "dotations-2024.csv"), "--data", str(sources), "--database", str(base)]) == 0
    with duckdb.connect(str(base), read_only=True) as connection:
        yield connection
    shutil.rmtree(sources / "grants" / "loaded")


def test_a_grant_of_two_lists_counts_once_and_takes_its_title(loaded: duckdb.DuckDBPyConnection) -> None:
    rows = loaded.execute(
        "SELECT source_id, title, same_as FROM \"grant\" WHERE source_id LIKE 'fichier%' ORDER BY line"
    )
    twice, new, uncoded = rows.fetchall()
    assert twice[2].startswith("dgcl-2024:") and new[2] is None and uncoded[2] is None
    told = loaded.execute('SELECT title, theme_origin FROM "grant" WHERE grant_id = ?', [twice[2]]).fetchall()
    assert told == [("Rénovation de l’école du bourg", "lectures")]
    assert loaded.execute("SELECT count(*) FROM territory_grant WHERE how = 'code'").fetchall() == [(591,)]
    assert loaded.execute("SELECT count(*) FROM territory_grant WHERE how = 'nom'").fetchall() == [(9,)]


def test_the_rules_find_the_theme_of_a_loaded_grant_with_its_words(loaded: duckdb.DuckDBPyConnection) -> None:
    found = loaded.execute(
        'SELECT theme_id, theme_origin, theme_words FROM "grant" WHERE eur = 1234 AND siren IS NOT NULL'
    )
    ((theme, origin, words),) = found.fetchall()
    assert (theme, origin) == (
        "energie-climat",
        "rule",
    ) and words.lower() in "isolation thermique de la mairie de cahors"


def test_of_several_files_all_are_loaded_or_none_and_the_old_base_stays(
    sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "bonne-2024.csv", tmp_path / "autre.csv"
    good.write_bytes(granted.separated([granted.DGCL]))
    bad.write_text("Nom;Couleur\nA;B\n", "utf-8")
    base = tmp_path / "base.duckdb"
    base.write_bytes(b"the old base")
    assert main(["grants", str(good), str(bad), "--data", str(sources), "--database", str(base)]) == 1
    assert "autre.csv" in capsys.readouterr().err
    assert base.read_bytes() == b"the old base"
    assert not list((sources / "grants").glob("loaded/fichier-bonne*"))


def test_the_page_tells_the_four_territories_and_opens_on_lists_and_lines() -> None:
    page = opened(GRANTS.address, Selection(territories=("cahors",), themes=("energie-climat",)))
    assert not fault_of(page)
    said = text_of(page)
    assert "Fonds vert 2023, ligne" in said and "Transition énergétique et climat" in said
    assert "2020, 2021 et 2022 manquent" in said


def test_the_workbook_holds_each_grant_behind_the_figures_with_its_list_and_line() -> None:
    own = Selection(territories=("cahors",), themes=("energie-climat",))
    comparison = grants_by_theme(own)
    made = workbook.make(comparison, context_of(comparison, GRANTS, "http://localhost/"))
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert "Actions" not in book.sheetnames or book["Actions"].max_row > 1
    head, *rows = book["Subventions"].iter_rows(values_only=True)
    behind_it = queries.grant_list(own, None, None)
    assert len(rows) == len(behind_it) == 8
    assert round(sum(row[head.index("Montant accordé")] for row in rows), 2) == round(float(behind_it["eur"].sum()), 2)
    assert {row[head.index("Ligne")] for row in rows} == set(behind_it["line"])


def test_the_workbook_of_what_is_told_apart_holds_that_and_nothing_that_counts() -> None:
    comparison = grants_apart(Selection())
    book = openpyxl.load_workbook(io.BytesIO(workbook.make(comparison, context_of(comparison, GRANTS, "http://l/"))))
    head, *rows = book["Subventions"].iter_rows(values_only=True)
    assert len(rows) == 11 and not any(row[head.index("SIREN")] or row[head.index("INSEE")] for row in rows)


def test_a_room_opens_a_figure_on_its_grants_and_not_on_actions() -> None:
    chart = chart_of(grants_by_theme(Selection()))
    panel = behind(chart, "energie-climat", "cahors")
    assert panel is not None and "8\u00a0subventions" in panel.title
    assert "ligne" in panel.pages[0] and not panel.items


def test_each_side_of_a_theme_is_a_share_of_its_own_whole() -> None:
    table = planned_and_granted(Selection()).table
    for _, of in table.groupby("territory_id"):
        assert of["plan_part"].sum() == pytest.approx(1)
        assert of["part"].sum() == pytest.approx(1, abs=0.02), "but for what names no object"


def test_the_median_and_the_largest_keep_one_project_from_passing_for_a_policy(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    table = grants_in_brief(Selection(territories=("cahors",))).table.set_index("figure_id")["value"]
    eur = sorted(
        float(one) for (one,) in connection.execute(
            "SELECT eur FROM territory_grant WHERE how = 'code' AND territory_id = 'cahors'"
        ).fetchall()
    )  # fmt: skip
    assert table["mediane"] == pytest.approx((eur[38] + eur[39]) / 2) and table["plus-grande"] == eur[-1]
    listed = largest_grants(Selection(territories=("cahors",))).table
    assert listed["eur"].tolist() == sorted(eur, reverse=True)[: len(listed)]


@pytest.mark.parametrize("make", [grants_by_theme, grants_in_brief, largest_grants, planned_and_granted])
@pytest.mark.parametrize("themes", [(), ("sante",)])
def test_where_lists_name_nobody_no_sum_is_said_not_even_zero(
    make: Callable[[Selection], Comparison], themes: tuple[str, ...]
) -> None:
    comparison = make(Selection(territories=("occitanie",), themes=themes))
    said = f"{sentence(comparison.headline)} {sentence(comparison.scope)}"
    assert "ces listes" in said.lower() and "€" not in said and not re.search(r"\b0\b", said)
