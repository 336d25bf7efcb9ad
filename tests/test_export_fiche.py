"""The « fiche territoire »: two pages for every territory, whatever it holds, with its identity and its figures."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace

import pandas as pd
import pytest
from pypdf import PdfReader

from dashboard import queries
from dashboard.comparisons.core import DOTS, EUROS, Comparison
from dashboard.comparisons.identity import identity
from dashboard.dossier import assemble
from dashboard.dossier.assembled import Gathered
from dashboard.exports.core import full_citation
from dashboard.exports.pdf import fact_sheet
from dashboard.look.formats import count, euros, integer, share_with_count
from tests.overlapping import overlaps
from tests.selections import COMPARED
from tests.test_export_report import HOSTILE, read, words

pytestmark = pytest.mark.usefixtures("database")
DAY = datetime.date(2026, 11, 22)
BASE = "http://localhost:8501/"
TERRITORIES = (*COMPARED, "occitanie")


def of(territory: str) -> Gathered:
    return assemble.of_territory(territory, BASE, DAY)


def view(gathered: Gathered, key: str) -> Comparison:
    return next(comparison for comparison, _ in gathered.entries if comparison.key == key)


@pytest.fixture(scope="module", params=TERRITORIES)
def made(request: pytest.FixtureRequest, database: object) -> tuple[str, Gathered, list[str]]:
    gathered = of(request.param)
    return request.param, gathered, read(fact_sheet.pdf(gathered, identity(request.param)))


def test_every_territory_has_two_pages_and_no_more(made: tuple[str, Gathered, list[str]]) -> None:
    _, _, pages = made
    assert len(pages) == 2
    assert pages[0].endswith("page1/2") and pages[1].endswith("page2/2")


def test_the_first_page_says_who_it_is_and_what_its_document_is(made: tuple[str, Gathered, list[str]]) -> None:
    territory, _, (first, _) = made
    own = identity(territory)
    for document in own.documents:
        for text in ("title", "caveat", "issuer", "date_label", "licence"):
            assert words(document[text])[1:] in first, text
    for text in (own.territory["name"], own.territory["siren"], integer(own.territory["population"])):
        assert words(text) in first
    for member in own.members:
        assert words(member["epci_name"]) in first
        assert words(f"{count(member['communes'], 'commune')}, {integer(member['population'])}") in first
    for other in own.inside:
        assert words(other["short_name"]) in first
    assert (words("non comme territoire comparé") in first) is (territory == "occitanie")


def test_it_stands_beside_the_others(made: tuple[str, Gathered, list[str]]) -> None:
    territory, gathered, (first, _) = made
    if territory == "occitanie":
        themes = view(gathered, "themes-par-territoire").table
        for row in themes[themes["actions"] > 0].to_dict("records"):
            assert words(row["theme"] + share_with_count(row["actions"], row["total"])) in first
        assert "20km" not in first
    else:
        profile = view(gathered, "themes-d-un-territoire")
        assert profile.mark == DOTS
        for name in profile.table["territory"].unique():
            assert first.count(words(name)) >= 2, "its contour and its marks"
        assert all(words(theme) in first for theme in profile.table["theme"].unique())
        assert "20km" in first


def test_the_second_page_has_the_figures_of_its_comparisons(made: tuple[str, Gathered, list[str]]) -> None:
    _, gathered, (_, second) = made
    for row in view(gathered, "actions-par-engagement").table.to_dict("records"):
        if row["actions"]:
            assert words(row["label"] + share_with_count(row["actions"], row["total"])) in second
    for key in ("organismes-par-territoire", "dispositifs-par-territoire"):
        comparison = view(gathered, key)
        if comparison.is_empty:
            assert words(comparison.empty) in second
        for row in comparison.table.to_dict("records"):
            assert words(row[comparison.category.label]) in second
            assert words(row[comparison.printed]) in second
    sums = [comparison for comparison, _ in gathered.entries if comparison.unit == EUROS]
    for comparison in sums:
        for row in comparison.table.to_dict("records"):
            assert words(row["label"] + euros(row["eur"])) in second
            assert words(f"ligne {row['line']}") in second
    assert sum(second.count(sign) for sign in ("Md€", "M€")) <= sum(len(one.table) for one in sums) + second.count(
        "(2,6"
    )


def test_what_must_be_known_and_where_it_comes_from_close_it(made: tuple[str, Gathered, list[str]]) -> None:
    _, gathered, (_, second) = made
    for comparison, _ in gathered.entries:
        assert all(words(note) in second for note in comparison.notes)
    assert words(full_citation(gathered)) in second and words(gathered.permalink) in second


def longer(gathered: Gathered, times: int) -> Gathered:
    """The same with as many rows again in each of its lists, so often."""
    entries = []
    for comparison, context in gathered.entries:
        table = comparison.table
        if comparison.key in ("organismes-par-territoire", "dispositifs-par-territoire", "echeances"):
            copies = [
                table.assign(
                    **{name: table[name] + f" bis {at}" for name in (comparison.category.id, comparison.category.label)}
                )
                for at in range(times)
            ]
            table = table.iloc[:0] if table.empty else pd.concat([table, *copies], ignore_index=True)
        entries.append((replace(comparison, table=table), context))
    return replace(gathered, entries=tuple(entries))


def test_what_does_not_stand_on_two_pages_is_counted_and_led_to() -> None:
    gathered = longer(of("midi-quercy"), 9)
    pdf = fact_sheet.pdf(gathered, identity("midi-quercy"))
    pages = read(pdf)
    assert len(pages) == 2 and words(full_citation(gathered)) in pages[1]
    schemes = view(gathered, "dispositifs-par-territoire").table
    shown = next(
        most for most in (30, 24, 18, 14, 12, 10, 8, 7, 6, 5, 4, 3, 2) if f"et{len(schemes) - most}autres" in pages[1]
    )
    assert shown >= 4
    linked = [
        note.get_object()["/A"]["/URI"]
        for page in PdfReader(io.BytesIO(pdf)).pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    ]
    assert any("dispositifs" in link for link in linked)


def test_hostile_and_endless_words_stay_words_on_two_pages() -> None:
    own = identity("cahors")
    long = f"{HOSTILE} " * 12
    hostile = replace(
        own,
        territory=own.territory | {"name": f"NOM {HOSTILE}"},
        documents=[document | {"title": f"DOC {HOSTILE}", "caveat": long} for document in own.documents],
    )
    gathered = of("cahors")
    entries = tuple(
        (replace(comparison, remarks=(*comparison.remarks, long, f"FIN {long}")), context)
        for comparison, context in gathered.entries
    )
    pages = read(fact_sheet.pdf(replace(gathered, entries=entries, title=HOSTILE), hostile))
    assert len(pages) == 2
    for text in (f"NOM {HOSTILE}", f"DOC {HOSTILE}", long):
        assert words(text) in pages[0]
    assert words(f"FIN {long}") in pages[1] and words("page 2 / 2") in pages[1]


def test_an_identity_is_that_of_the_database_and_an_unknown_one_is_refused() -> None:
    known = queries.territories().set_index("territory_id")
    own = identity("cahors")
    assert own.territory["population"] == known.at["cahors", "population"]
    assert own.inside == [] and own.members == identity("cahors").members
    assert [one["territory_id"] for one in identity("occitanie").inside] == ["midi-quercy", "cahors"]
    with pytest.raises(KeyError):
        identity("atlantide")


@pytest.mark.parametrize("territory", TERRITORIES)
def test_no_word_is_printed_over_another(territory: str) -> None:
    assert overlaps(fact_sheet.pdf(of(territory), identity(territory))) == []
