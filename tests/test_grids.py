"""Reading grids: every theme leads to each of them, a cell counts the actions behind it, and the notes are honest."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import queries
from dashboard.comparisons import areas_by_territory, areas_in_dots
from dashboard.comparisons.core import DOTS, MATRIX
from dashboard.selection import OWN_GRID, Selection, read_params
from etl.errors import SourceError
from etl.paths import DATA
from tests.invented import Invented
from tests.selections import KNOWN, Coded, coded_actions, kept, selections

pytestmark = pytest.mark.usefixtures("database")
GRIDS = {
    "iso-37101-domaines": 12,
    "iso-37101-finalites": 6,
    "territoires-en-transitions": 11,
    "aides-territoires": 9,
}
# No theme of the codebook is about these objects alone.
UNREACHED = {
    "iso-37101-domaines": ["Sûreté et sécurité"],
    "territoires-en-transitions": ["Économie circulaire et déchets"],
}
CROSSWALK = "codebook/crosswalk.csv"


def lines(file: str) -> list[dict[str, str]]:
    with (DATA / "codebook" / file).open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


@pytest.fixture(scope="module")
def coded(database: Path) -> tuple[Coded, ...]:
    return coded_actions(database)


@pytest.fixture(scope="module")
def themes_of() -> dict[str, set[str]]:
    """Themes by area, read from the crosswalk's file."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines("crosswalk.csv"):
        found[line["area_id"]].add(line["theme_id"])
    return found


def test_each_grid_has_the_areas_that_it_prints() -> None:
    assert queries.crosswalk().groupby("grid_id")["area_id"].nunique().to_dict() == GRIDS
    assert queries.grids()["grid_id"].tolist() == list(GRIDS)


@pytest.mark.parametrize("grid", GRIDS)
def test_every_theme_leads_to_one_or_two_areas_of_a_grid(grid: str) -> None:
    led = queries.crosswalk().query("grid_id == @grid").groupby("theme_id").size()
    assert set(led.index) == set(KNOWN["themes"])
    assert set(led) <= {1, 2}


def test_every_passage_has_a_reason_of_its_own() -> None:
    reasons = Counter(line["reason"] for line in lines("crosswalk.csv"))
    assert all(reason.strip() and number == 1 for reason, number in reasons.items())


@pytest.mark.parametrize("grid", GRIDS)
def test_an_area_to_which_no_theme_leads_is_not_shown_and_is_named(grid: str) -> None:
    comparison = areas_by_territory(Selection(grid=grid))
    unreached = UNREACHED.get(grid, [])
    assert comparison.table["area_id"].nunique() == GRIDS[grid] - len(unreached)
    said = [note for note in comparison.notes if note.startswith("Aucun thème d’En regard ne mène à")]
    assert len(said) == bool(unreached)
    assert all(f"« {area} »" in said[0] for area in unreached)


@settings(max_examples=40)
@given(selection=selections(most_filters=3), grid=st.sampled_from(list(GRIDS)))
def test_a_cell_counts_the_actions_behind_it(selection: Selection, grid: str, coded: tuple[Coded, ...]) -> None:
    comparison = areas_by_territory(selection.but(grid=grid, words="", action=""))
    for row in comparison.table.to_dict("records"):
        behind = comparison.behind(row)
        assert (behind is None) == (row["actions"] == 0)
        if behind:
            assert len(kept(behind, coded)) == row["actions"]
            assert behind.themes == tuple(row["themes"])
            assert behind.territories == (row["territory_id"],)


@pytest.mark.parametrize("grid", GRIDS)
def test_an_area_counts_the_actions_of_its_primary_themes(
    grid: str, coded: tuple[Coded, ...], themes_of: dict[str, set[str]]
) -> None:
    table = areas_by_territory(Selection(grid=grid)).table
    for row in table.itertuples():
        of_area = [a for a in coded if a.territory_id == row.territory_id and a.themes[0] in themes_of[row.area_id]]
        assert row.actions == len(of_area), row.area
        assert row.total == sum(a.territory_id == row.territory_id for a in coded)


@pytest.mark.parametrize("grid", GRIDS)
def test_no_action_is_lost_between_the_themes_and_a_grid(grid: str) -> None:
    table = queries.area_by_territory(Selection(grid=grid))
    assert {theme for themes in table["themes"] for theme in themes} == set(KNOWN["themes"])
    counted = table.groupby("territory_id")["actions"].sum()
    assert (counted >= table.groupby("territory_id")["total"].first()).all()


def test_areas_stand_by_the_weight_of_their_actions() -> None:
    table = areas_by_territory(Selection(grid="aides-territoires")).table
    weights = table.groupby("area_id", sort=False)["part"].sum().tolist()
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize("grid", GRIDS)
def test_the_notes_say_that_the_reading_is_derived_and_that_shares_do_not_add_up(grid: str) -> None:
    notes = " ".join(areas_by_territory(Selection(grid=grid)).notes)
    assert "Lecture déduite" in notes
    assert "ne s’additionnent pas à 100 %" in notes


def test_where_each_theme_leads_to_one_area_nothing_is_said_of_sums() -> None:
    notes = " ".join(areas_by_territory(Selection(grid="aides-territoires", themes=("sante", "mobilite"))).notes)
    assert "ne s’additionnent pas" not in notes


def test_the_note_on_governance_stands_beside_the_purposes() -> None:
    notes = " ".join(areas_by_territory(Selection(grid="iso-37101-finalites")).notes)
    assert "rattaché par défaut à la cohésion sociale" in notes


def test_the_finding_names_an_area_and_its_counts() -> None:
    comparison = areas_by_territory(Selection(grid="aides-territoires"))
    assert any(f"à la rubrique « {area} »" in comparison.finding for area in comparison.table["area"])
    assert areas_by_territory(Selection(grid="aides-territoires", schemes=("cls",), levels=("europe",))).is_empty


def test_dots_always_show_shares() -> None:
    dots = areas_in_dots(Selection(grid="aides-territoires", measure="nombre"))
    assert (dots.mark, dots.value) == (DOTS, "part")
    counts = areas_by_territory(Selection(grid="aides-territoires", measure="nombre"))
    assert (counts.mark, counts.value) == (MATRIX, "nombre")


def test_secondary_themes_count_where_the_reader_asks_for_them() -> None:
    alone = areas_by_territory(Selection(grid="aides-territoires"))
    wider = areas_by_territory(Selection(grid="aides-territoires", with_secondary=True))
    assert wider.table["actions"].sum() > alone.table["actions"].sum()
    counts = alone.table.set_index(["area_id", "territory_id"])
    others = wider.table.set_index(["area_id", "territory_id"]).loc[counts.index]
    assert others["actions"].equals(counts["touching"]) and counts["actions"].equals(others["main"])
    assert "thème principal ou secondaire" in " ".join(alone.notes) and "principal ou secondaire" in wider.subtitle


@pytest.mark.parametrize("grid", GRIDS)
def test_a_grid_goes_to_the_url_and_back(grid: str) -> None:
    selection = Selection(grid=grid)
    assert selection.to_params() == {"grille": grid}
    assert read_params(selection.to_params(), KNOWN).selection == selection
    assert Selection().to_params() == {}


def test_an_unknown_grid_in_the_url_is_left_out_and_named() -> None:
    reading = read_params({"grille": "odd", "theme": "sante"}, KNOWN)
    assert (reading.selection, reading.unknown) == (Selection(themes=("sante",)), ("grille=odd",))


def test_the_catalogue_offers_the_codebook_first_then_the_grids() -> None:
    catalogue = queries.catalogue()
    assert catalogue[catalogue["field"] == "grid"]["value"].tolist() == [OWN_GRID, *GRIDS]


@pytest.mark.parametrize(
    ("old", "new", "said", "line"),
    [
        ("mobilite,lieux", "marche,lieux", "unknown theme 'marche'", 2),
        ("mobilite,lieux", "mobilite,routes", "unknown area 'routes'", 2),
        ("culture,gens", "culture,lieux", "culture to lieux stands already on line 4", 5),
        ("On soigne des gens.", " ", "no reason", 3),
    ],
)
def test_a_bad_line_of_the_crosswalk_is_named(old: str, new: str, said: str, line: int, invented: Invented) -> None:
    invented.replace(CROSSWALK, old, new)
    with pytest.raises(SourceError, match=said) as error:
        invented.build()
    assert (error.value.path, error.value.line) == (invented.path(CROSSWALK), line)
    assert error.value.remedy


def test_a_theme_that_leads_nowhere_is_named_with_the_grid(invented: Invented) -> None:
    invented.replace(CROSSWALK, "sante,gens,On soigne des gens.\n", "")
    with pytest.raises(SourceError, match="theme 'sante' leads to no area of deux-cases") as error:
        invented.build()
    assert error.value.path == invented.path("codebook/themes.csv")
    assert CROSSWALK in error.value.remedy


def test_an_area_of_an_unknown_grid_is_named(invented: Invented) -> None:
    invented.replace("codebook/grid_areas.csv", "gens,deux-cases", "gens,trois-cases")
    with pytest.raises(SourceError, match="unknown grid 'trois-cases'"):
        invented.build()


def test_a_missing_crosswalk_is_named(invented: Invented) -> None:
    invented.path(CROSSWALK).unlink()
    with pytest.raises(SourceError, match="the file is missing"):
        invented.build()
