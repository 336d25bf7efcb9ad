"""Every page on a base with a planner's own plan, of a territory of which nothing but the name is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import queries
from dashboard.comparisons import missing, wording
from dashboard.comparisons.identity import identity
from dashboard.dossier import assemble
from dashboard.exports.pdf import fact_sheet
from dashboard.page_registry import PAGES
from dashboard.selection import Selection
from dashboard.widgets.reader import reader
from etl.load import build
from etl.paths import DATA
from etl.plans.territory import OwnTerritory
from tests.brought import ABOUT, ROWS, plan_folder, workbook
from tests.test_pages import opened, text_of

OWN = "pays-des-trois-monts"
NAME = "Pays des Trois Monts"


@pytest.fixture(scope="module")
def own_base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    where = tmp_path_factory.mktemp("own-pages")
    about = replace(ABOUT, territory=OwnTerritory(NAME, "Territoire", ()))
    rows = (*ROWS, ("Axe 3", "", 5, "Planter des haies au bord des routes", "", *[""] * 6))
    build(DATA, where / "base.duckdb", plans=[plan_folder(where, workbook(rows), about=about)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EN_REGARD_DB", str(where / "base.duckdb"))
        yield where / "base.duckdb"


@pytest.mark.parametrize("address", [one for one in PAGES if one != "votre-territoire"])
def test_a_page_shows_the_own_territory_without_a_fault(address: str, own_base: Path) -> None:
    page = opened(address)
    assert not page.exception
    assert not [one.value for one in page.error]
    assert NAME in text_of(page) or address in ("dossier", "methode", "territoires", "document", "calendrier")


def test_the_territory_page_says_what_is_not_known_of_it(own_base: Path) -> None:
    page = opened("territoires", territoire=OWN)
    assert not page.exception and not [one.value for one in page.error]
    said = text_of(page)
    assert "non renseignée : la référence ne connaît pas ce territoire" in said
    assert "nan" not in said.casefold().split()


def test_headings_that_one_row_shows_stand_one_under_the_other_and_the_row_is_read_as_its_action(
    own_base: Path,
) -> None:
    page = opened("territoires", territoire=OWN)
    assert not page.exception and not [one.value for one in page.error]
    said = text_of(page)
    assert 0 < said.index("Axe 1 – Se déplacer autrement") < said.index("1.1 Rouler moins")
    (document,) = queries.territories().query("territory_id == @OWN")["document_id"]
    found = reader(document)
    assert found is not None
    assert [heading["label"] for heading in found.headings][:2] == ["Axe 1 – Se déplacer autrement", "1.1 Rouler moins"]
    assert not [line for block in found.blocks if block.action for line in block.lines if line.heading]


def test_its_fact_sheet_is_made(own_base: Path) -> None:
    sheet = fact_sheet.pdf(assemble.of_territory(OWN, "http://localhost/"), identity(OWN))
    assert sheet.startswith(b"%PDF")


def test_a_record_says_its_fields_and_that_its_codes_are_not_reviewed(own_base: Path) -> None:
    kept = queries.actions(Selection(territories=(OWN,)))
    page = opened("actions", action=str(kept.iloc[0]["action_id"]))
    said = text_of(page)
    assert "règle, non relue" in said and "confirmée par deux lectures" not in said
    assert "dit par un champ du document" in said
    assert "Pilote" in said and "600000 = 600\u202f000\u00a0€ HT" in said
    assert "feuille Plan d’actions" in said


def test_what_the_document_does_not_say_is_what_no_action_of_it_has_and_others_do(own_base: Path) -> None:
    for lens, table, code in (("themes", "action_theme", "theme_id"), ("dispositifs", "action_scheme", "scheme_id")):
        found = missing(OWN, lens)
        assert found
        own = set(queries.table("action").query("territory_id == @OWN")["action_id"])
        coded = queries.table(table)
        main = coded[coded["rank"] == 1] if lens == "themes" else coded
        having = set(main[main["action_id"].isin(own)][code])
        for one in found:
            assert not having & set(one.subject.members)
            assert wording.sentence(one.absence)
            by_place = {place.territory_id: number for place, number in one.others}
            assert OWN not in by_place and all(by_place.values())
        counts = [len(one.others) for one in found]
        assert counts == sorted(counts, reverse=True)
