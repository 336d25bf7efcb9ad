"""What a named scheme normally brings, and the aids of a region's page: told with their sources, and of no action."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard import queries
from dashboard.charts.html import quotes, table
from dashboard.charts.model import chart_of
from dashboard.comparisons import funders_by_territory, regional_aids, usual_funding
from dashboard.comparisons.record import record
from dashboard.dossier.assemble import made
from dashboard.dossier.model import Entry
from dashboard.look.formats import typeset
from dashboard.projection.screens import Override, screen
from dashboard.selection import Selection
from etl.french import partial_date
from etl.paths import DATA
from tests.broken import OF_FUNDING
from tests.invented import Invented
from tests.test_bad_input import refused
from tests.test_pages import opened, text_of

pytestmark = pytest.mark.usefixtures("database")


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / "codebook" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def action_of(scheme: str) -> str:
    """An action that names the scheme itself."""
    (found, *_) = queries.actions(Selection(schemes=(scheme,)))["action_id"]
    return str(found)


def test_a_named_scheme_stands_with_each_funder_its_rule_and_its_source() -> None:
    shown = usual_funding(Selection()).table
    for row in rows_of("scheme_funding.csv"):
        found = shown[(shown["scheme_id"] == row["scheme_id"]) & (shown["funder_id"].fillna("") == row["funder_id"])]
        for own in found.itertuples():
            assert (own.rule, own.source_url) == (row["rule"], row["source_url"])
            assert own.read_on == f"{date.fromisoformat(row['checked_on']):%d/%m/%Y}"
            assert own.printed == (row["part"] or "aucun argent propre")


def test_a_scheme_of_which_nothing_is_known_says_so_and_one_without_money_says_that() -> None:
    shown = usual_funding(Selection()).table.set_index("scheme_id")["printed"]
    known = {row["scheme_id"] for row in rows_of("scheme_funding.csv")}
    assert shown["pcaet"] == "aucun argent propre"
    assert set(shown[shown == "non renseigné ici"].index) == set(shown.index) - known


def test_it_is_told_above_the_rows_and_in_the_notes_that_this_is_no_fact_of_an_action() -> None:
    comparison = usual_funding(Selection())
    said = "Ce que le dispositif apporte d’ordinaire n’est pas ce que l’action reçoit"
    assert comparison.notes[0].startswith(said)
    assert quotes(chart_of(comparison)).index(typeset(said)) < quotes(chart_of(comparison)).index("<tbody>")


def test_what_schemes_normally_bring_counts_among_no_funders() -> None:
    silent = usual_funding(Selection(schemes=("opah",)))
    assert silent.table["silent"].tolist() == [1]
    named = funders_by_territory(Selection(schemes=("opah",))).table
    assert "anah" not in set(named["funder_id"])


@pytest.mark.parametrize(
    ("asked", "finding"),
    [
        ({"schemes": ("zan",)}, "Aucun dispositif parmi ceux choisis"),
        (
            {"schemes": ("cee",)},
            "1\u00a0dispositif parmi ceux choisis, nommé par 1\u00a0action retenue, a un financeur",
        ),
        ({"schemes": ("cee",)}, "elle dit qui paie"),
        ({"territories": ("cahors",)}, "aucune de ces actions ne dit qui paie"),
        ({}, "de ces actions ne disent pas qui paie"),
    ],
)
def test_the_finding_agrees_with_what_it_counts(asked: dict[str, tuple[str, ...]], finding: str) -> None:
    assert finding in usual_funding(Selection(**asked)).finding


def test_a_count_leads_to_the_actions_that_name_the_scheme() -> None:
    comparison = usual_funding(Selection(territories=("cahors",)))
    for row in comparison.table.to_dict("records"):
        behind = comparison.behind(row)
        assert behind is not None and queries.counted(behind)[0] == row["actions"]


def test_a_source_is_a_link_on_the_page_and_plain_words_in_files() -> None:
    comparison = usual_funding(Selection(schemes=("opah",)))
    address = comparison.table["source_url"].iloc[0]
    assert f'<a href="{address}" rel="noreferrer">' in quotes(chart_of(comparison))
    assert f'<a href="{address}"' in table(comparison)
    assert "<a " not in quotes(chart_of(comparison), None)


def test_words_of_the_data_never_become_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Selection(schemes=("opah",))
    answer = queries.usual_funding(asked)
    answer[["rule", "source_title"]] = "<script>alert(1)</script>"
    answer["source_url"] = "javascript:alert(1)"
    monkeypatch.setattr(queries, "usual_funding", lambda selection: answer.copy())
    html = quotes(chart_of(usual_funding.__wrapped__(asked)))  # type: ignore[attr-defined]
    assert "<script" not in html and 'href="javascript' not in html and "&lt;script&gt;" in html


def test_the_record_of_a_silent_action_tells_it_as_general_knowledge() -> None:
    action = action_of("opah")
    page = text_of(opened("actions", Selection(action=action)))
    assert "Connaissance générale, qui n’est pas un fait de cette action" in page
    assert "Le dispositif « OPAH »" in page and "https://www.legifrance.gouv.fr/loda/id/" in page


def test_the_record_of_an_action_that_says_who_pays_tells_nothing_more() -> None:
    found = record(action_of("cee"))
    assert found is not None and found["usual"] == []
    assert "Connaissance générale" not in text_of(opened("actions", Selection(action=action_of("cee"))))


def test_the_aids_are_the_page_s_own_words_at_their_lines() -> None:
    shown = regional_aids(Selection()).table
    assert len(shown) == len(rows_of("aids.csv"))
    lines = (DATA / "documents" / "occitanie-amenagement" / "text.txt").read_text("utf-8").splitlines()
    for row in shown.itertuples():
        assert row.title in lines[row.line - 1] and row.words in lines[row.words_line - 1]
        assert row.date_words in lines[row.date_line - 1] and row.beneficiary in lines[row.beneficiary_line - 1]
        assert row.is_open == "Le document ne dit pas si elle est ouverte ou fermée."


def test_the_aids_of_a_region_stand_with_the_territories_that_lie_in_it() -> None:
    for inside in (Selection(territories=("cahors",)), Selection(territories=("midi-quercy", "porte-du-hainaut"))):
        assert len(regional_aids(inside).table) == 3
    outside = regional_aids(Selection(territories=("coeur-de-lorraine",)))
    assert outside.is_empty and outside.finding.startswith("Aucun de ces documents")
    assert outside.finding in text_of(opened("financements", Selection(territories=("coeur-de-lorraine",))))


@pytest.mark.parametrize("make", [usual_funding, regional_aids])
def test_the_page_shows_it_and_it_can_be_kept_and_shown_to_a_room(make) -> None:
    comparison = make(Selection())
    page = text_of(opened("financements"))
    assert "Ce que le dispositif apporte d’ordinaire" in page and typeset(comparison.finding) in typeset(page)
    (one, _), ignored = made(Entry.of(comparison.key, Selection()), "")
    assert not ignored and one.finding == comparison.finding
    assert any(
        comparison.table[comparison.category.label].iloc[0] in html
        for html in screen(Entry.of(comparison.key, Selection()), Override()).pages
    )


def test_a_date_is_told_as_far_as_it_is_known() -> None:
    told = [partial_date(one) for one in ("2014-08-01", "2022-11", "2013", "")]
    assert told == ["1er août 2014", "novembre 2022", "2013", "sans date"]


def test_every_row_is_of_a_source_and_in_the_base(database: Path) -> None:
    with duckdb.connect(str(database), read_only=True) as connection:
        found = connection.execute("SELECT scheme_id, coalesce(funder_id, ''), rule FROM scheme_funding").fetchall()
    wanted = [(row["scheme_id"], row["funder_id"], row["rule"]) for row in rows_of("scheme_funding.csv")]
    assert sorted(found) == sorted(wanted)


@pytest.mark.parametrize("name", OF_FUNDING)
def test_a_row_that_cannot_be_stood_by_stops_the_build(built: Invented, capsys, name: str) -> None:
    breaking, file, line, message, remedy = OF_FUNDING[name]
    breaking(built)
    said = refused(built, capsys)
    assert said.startswith(f"{built.path(file)}:{line}: ") and message in said and remedy in said
