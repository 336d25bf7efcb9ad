"""What leaves the dashboard bears names that any system keeps, and the kit a LISEZ-MOI that leads back to its views."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dashboard import gathering, views
from dashboard.comparisons import amounts_by_scope, contours, stated_periods, themes_by_territory
from dashboard.dossiers import Dossier, Entry, from_file, to_file
from dashboard.exports.core import Unavailable, dossier_file_name, file_name
from dashboard.exports.dossier_parts import documents
from dashboard.exports.kit import make
from dashboard.exports.sheets import sheet_name
from dashboard.selection import Selection
from tests.every_view import DAY, context_of
from tests.every_view import dossier as gathered_with

pytestmark = pytest.mark.usefixtures("database")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("L’été au cœur d’Évry", "en-regard_dossier_l-ete-au-coeur-d-evry_2026-11-22.zip"),
        ("ŒUVRES & Cie / 2026", "en-regard_dossier_oeuvres-cie-2026_2026-11-22.zip"),
        ("🚲", "en-regard_dossier_2026-11-22.zip"),
        ("mot " * 40, f"en-regard_dossier_{'mot-' * 14}mot_2026-11-22.zip"),
    ],
)
def test_the_file_of_a_dossier_keeps_the_letters_of_its_title(title: str, expected: str) -> None:
    assert dossier_file_name(title, DAY, "zip") == expected


@given(some.text(max_size=300))
def test_no_title_gives_a_name_that_a_system_refuses(title: str) -> None:
    name = dossier_file_name(title, DAY, "zip")
    assert name.isascii() and name == name.lower() and len(name) < 120
    assert not set(name) & set(' /\\:*?"<>|') and "-_" not in name


def test_a_file_of_one_view_names_its_territory_its_theme_and_its_look() -> None:
    calendar = stated_periods(Selection(territories=("cahors",), themes=("sante",)))
    context = replace(context_of(), made_on=DAY)
    assert file_name(calendar, context, "csv") == "en-regard_echeances_cahors_sante_2026-11-22.csv"
    grey = file_name(calendar, context, "png", "en-gris")
    assert grey == "en-regard_echeances_cahors_sante_en-gris_2026-11-22.png"
    assert file_name(contours("cahors"), context, "png") == "en-regard_contours_cahors_2026-11-22.png"
    two = themes_by_territory(Selection(territories=("cahors", "midi-quercy")))
    assert file_name(two, context, "csv") == "en-regard_themes-par-territoire_2026-11-22.csv"


def test_sheets_bear_the_french_names_of_the_views() -> None:
    sums = amounts_by_scope(Selection(), national=True)
    assert sheet_name(3, themes_by_territory(Selection())) == "3 Thèmes par territoire"
    assert sheet_name(12, sums[0]) == "12 Sommes, programme national"
    names = [views.label_of(name) for name in (*views.VIEWS, *(one.key for one in sums))]
    assert all(0 < len(f"100 {name}") <= 31 for name in names)
    with pytest.raises(views.ViewUnknown):
        views.label_of("montants-rien")


def test_a_territory_put_forward_is_said_with_the_filters() -> None:
    context = gathering.context_of(contours("cahors"), "territoires", "http://x/")
    assert context.filters == "Territoire mis en avant : Cahors / Grand Cahors"
    assert gathering.context_of(themes_by_territory(Selection()), "", "http://x/").filters == ""


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

    monkeypatch.setattr("dashboard.exports.kit._OF_A_VIEW", {"figure.svg": without_browser})
    monkeypatch.setattr("dashboard.exports.kit.DOSSIER_FORMATS", ())
    kept = Dossier(
        "L’atelier", (Entry.of("echeances", Selection(themes=("sante",)), cue="À taire", remarks="Dit ici"),)
    )
    kit = zipfile.ZipFile(io.BytesIO(make(gathering.gather(kept, "http://x/", made_on=DAY).gathered, lambda *_: None)))
    readme = kit.read("LISEZ-MOI.md").decode("utf-8")
    assert "Dossier d’En regard : 1\u00a0vue, fait le 22/11/2026." in readme
    assert "- Lien : http://x/calendrier?theme=sante&version=" in readme
    assert "Dit ici" in readme and "À taire" not in readme
    assert "figure.svg : Aucun navigateur ici." in readme
    assert from_file(kit.read("dossier.json")) == kept and kit.read("dossier.json") == to_file(kept)
    # Others than who unpacks it may read it.
    assert all(info.external_attr >> 16 == 0o644 for info in kit.infolist())
