"""What leaves the dashboard bears names that any system keeps, and the kit a LISEZ-MOI that leads back to its views."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dashboard import queries
from dashboard.comparisons import Comparison, amounts_by_scope, contours, stated_periods, themes_by_territory
from dashboard.dossier import assemble, views
from dashboard.dossier.model import Dossier, Entry, from_file, to_file
from dashboard.exports import FORMATS, names
from dashboard.exports.core import Format, Unavailable
from dashboard.exports.dossier_parts import documents
from dashboard.exports.kit import make
from dashboard.exports.xlsx.workbook import sheet_name
from dashboard.page_registry import OVERVIEW, TERRITORIES
from dashboard.selection import Selection
from tests.every_view import DAY, context_of
from tests.every_view import dossier as gathered_with
from tests.selections import selections

pytestmark = pytest.mark.usefixtures("database")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("L’été au cœur d’Évry", "en-regard_dossier_l-ete-au-coeur-d-evry_2026-11-22_1a2b3c4d.zip"),
        ("ŒUVRES & Cie / 2026", "en-regard_dossier_oeuvres-cie-2026_2026-11-22_1a2b3c4d.zip"),
        ("🚲", "en-regard_dossier_2026-11-22_1a2b3c4d.zip"),
        ("mot " * 40, f"en-regard_dossier_{'mot-' * 9}mot_2026-11-22_1a2b3c4d.zip"),
    ],
)
def test_the_file_of_a_dossier_keeps_the_letters_of_its_title(title: str, expected: str) -> None:
    assert names.of_dossier(title, DAY, "zip", "1a2b3c4d") == expected


@given(some.text(max_size=300))
def test_no_title_gives_a_name_that_a_system_refuses(title: str) -> None:
    keeps_any_system(names.of_dossier(title, DAY, "zip", "1a2b3c4d"))


def keeps_any_system(name: str) -> None:
    """Windows refuses signs, a final point, and with them whole paths that are too long; a shell minds blanks."""
    assert name.isascii() and name == name.lower() and len(name) <= 100
    assert re.fullmatch(r"en-regard(_[a-z0-9.-]+)+\.[a-z]+", name), name
    assert not re.search(r"[_-][_-]|\._", name), name


def test_a_file_of_one_view_names_its_filters_its_version_and_its_look() -> None:
    calendar = stated_periods(Selection(territories=("cahors",), themes=("sante",)))
    version = calendar.data_version[:8]
    own = "en-regard_echeances_territoire-cahors_theme-sante"
    assert names.of_view(calendar, "csv") == f"{own}_{version}.csv"
    assert names.of_view(calendar, "png", "en-gris") == f"{own}_en-gris_{version}.png"
    assert names.of_view(contours("cahors"), "png") == f"en-regard_contours_territoire-cahors_{version}.png"
    two = themes_by_territory(Selection(territories=("cahors", "midi-quercy"), measure="nombre"))
    assert names.of_view(two, "csv") == (
        f"en-regard_themes-par-territoire_territoire-cahors-midi-quercy_mesure-nombre_{version}.csv"
    )
    assert names.of_territory("fiche", "cahors", "pdf", "1a2b3c4d") == "en-regard_fiche_cahors_1a2b3c4d.pdf"
    assert names.of_base("base", "duckdb", "1a2b3c4d") == "en-regard_base_1a2b3c4d.duckdb"


def file_of(one: Format, comparison: Comparison) -> str:
    return names.of_view(comparison, one.extension, one.apart)


def test_no_two_files_of_a_view_bear_one_name_nor_one_label() -> None:
    view = themes_by_territory(Selection())
    assert len({file_of(one, view) for one in FORMATS}) == len(FORMATS)
    assert len({one.label for one in FORMATS}) == len(FORMATS)


@given(one=selections(), other=selections())
def test_files_of_two_selections_bear_two_names_that_any_system_keeps(one: Selection, other: Selection) -> None:
    view = themes_by_territory(Selection())
    found = [names.of_view(replace(view, selection=chosen), "csv", "donnees") for chosen in (one, other)]
    for name in found:
        keeps_any_system(name)
    assert (found[0] == found[1]) == (one.but(words="").to_params() == other.but(words="").to_params())


def test_sheets_bear_the_french_names_of_the_views() -> None:
    sums = amounts_by_scope(Selection(), national=True)
    assert sheet_name(3, themes_by_territory(Selection())) == "3 Thèmes par territoire"
    assert sheet_name(12, sums[0]) == "12 Sommes, programme national"
    labels = [views.label_of(name) for name in (*views.VIEWS, *(one.key for one in sums))]
    assert all(0 < len(f"100 {label}") <= 31 for label in labels)
    with pytest.raises(views.ViewUnknown):
        views.label_of("montants-rien")


def test_a_territory_put_forward_is_said_with_the_filters() -> None:
    context = assemble.context_of(contours("cahors"), TERRITORIES, "http://x/")
    assert context.filters == "Territoire mis en avant : Cahors / Grand Cahors"
    assert assemble.context_of(themes_by_territory(Selection()), OVERVIEW, "http://x/").filters == ""


def test_the_sort_of_a_document_is_told_wherever_its_sums_are() -> None:
    sums = amounts_by_scope(Selection(), national=True)
    context = context_of()
    entries = [(themes_by_territory(Selection()), context), *((one, context) for one in sums)]
    assert all(one.kind for one in documents(gathered_with(entries)))
    assert all(one.kind for comparison in sums for one in comparison.sources)


def test_sums_say_the_lines_that_state_them_and_one_sum_is_spoken_of_alone() -> None:
    for comparison in amounts_by_scope(Selection(), national=True):
        told = " ".join(comparison.notes)
        assert all(str(int(line)) in told for line in comparison.table["line"])
        alone = len(comparison.table) == 1
        assert ("telle que le document l’énonce" in comparison.subtitle) == alone
        assert ("« dont »" in comparison.subtitle) == bool((comparison.table["depth"] > 0).any())


def test_the_kit_says_how_many_views_it_holds_leads_back_to_each_and_reopens(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_browser(*_: object) -> bytes:
        raise Unavailable("Aucun navigateur ici.")

    monkeypatch.setattr("dashboard.exports.kit.FORMATS", (replace(FORMATS[3], make=without_browser),))
    monkeypatch.setattr("dashboard.exports.kit.DOSSIER_FORMATS", ())
    kept = Dossier(
        "L’atelier", (Entry.of("echeances", Selection(themes=("sante",)), cue="À taire", remarks="Dit ici"),)
    )
    kit = zipfile.ZipFile(io.BytesIO(make(assemble.gather(kept, "http://x/", made_on=DAY).gathered, lambda *_: None)))
    readme = kit.read("LISEZ-MOI.md").decode("utf-8")
    assert "Dossier d’En regard : 1\u00a0vue, fait le 22/11/2026." in readme
    assert "- Lien : http://x/calendrier?theme=sante&version=" in readme
    assert "Dit ici" in readme and "À taire" not in readme
    version = queries.content_hash()[:8]
    assert f"/en-regard_echeances_theme-sante_{version}.svg : Aucun navigateur ici." in readme
    assert from_file(kit.read("dossier.json")) == kept and kit.read("dossier.json") == to_file(kept)
    # Others than who unpacks it may read it.
    assert all(info.external_attr >> 16 == 0o644 for info in kit.infolist())
