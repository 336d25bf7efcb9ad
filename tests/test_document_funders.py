"""What documents say of their funders for their whole programme: read again in the codebook and in the documents."""

from __future__ import annotations

import csv
import io

import pytest
from pptx import Presentation

from dashboard import queries
from dashboard.charts.html import quotes
from dashboard.charts.model import chart_of
from dashboard.comparisons import action_sums, amounts_by_scope, document_funders, document_funding
from dashboard.dossier.assemble import made
from dashboard.dossier.model import Entry
from dashboard.exports.pptx.deck import make
from dashboard.exports.pptx.text import said
from dashboard.look.formats import typeset
from dashboard.projection.screens import Override, screen
from dashboard.selection import Selection
from etl.paths import DATA
from tests.every_view import context_of
from tests.test_pages import opened, text_of
from tests.test_tables import Read

pytestmark = pytest.mark.usefixtures("database")
KEY = "financeurs-du-document"


def coded() -> list[dict[str, str]]:
    with (DATA / "codebook" / "document_funders.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_row_is_a_mention_with_its_words_at_its_line() -> None:
    table = document_funders(Selection()).table
    found = table[["document_id", "funder_id", "evidence", "line", "reason"]].astype(str)
    wanted = [(row["document_id"], row["funder_id"], row["evidence"], row["line"], row["reason"]) for row in coded()]
    assert sorted(found.itertuples(index=False, name=None)) == sorted(wanted)
    for row in table.itertuples():
        text = (DATA / "documents" / row.document_id / "text.txt").read_text("utf-8").splitlines()
        assert row.evidence in text[row.line - 1]
        assert row.told == f"{row.role.lower()}, ligne {row.line}"


def test_the_period_of_each_is_told_in_the_words_of_its_line_or_said_to_be_unsaid() -> None:
    told = document_funders(Selection()).table.set_index("funder_id")["period"]
    said_at = {row["funder_id"]: (row["period_words"], row["period_line"]) for row in coded()}
    assert told.to_dict() == {
        funder: f"« {words} », ligne {line}" if line else "non dite pour cet organisme."
        for funder, (words, line) in said_at.items()
    }
    assert {funder for funder, (_, line) in said_at.items() if line} == {
        "etat", "banque-des-territoires", "anah", "action-logement"
    }  # fmt: skip
    for row in coded():
        text = (DATA / "documents" / row["document_id"] / "text.txt").read_text("utf-8").splitlines()
        assert not row["period_line"] or row["period_words"] in text[int(row["period_line"]) - 1]


def test_the_finding_counts_the_bodies_of_each_document() -> None:
    names = dict(queries.territories()[["document_id", "short_name"]].itertuples(index=False))
    numbers: dict[str, int] = {}
    for row in coded():
        numbers[names[row["document_id"]]] = numbers.get(names[row["document_id"]], 0) + 1
    finding = document_funders(Selection()).finding
    for territory, number in numbers.items():
        assert f"{territory} : {number}" in finding
    assert finding.count(" : ") == len(numbers)


def test_a_body_that_might_pay_is_said_to_be_envisaged(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = queries.document_funders(Selection(territories=("cahors",)))
    answer["certainty"] = ["envisage", *answer["certainty"][1:]]
    monkeypatch.setattr(queries, "document_funders", lambda selection: answer.copy())
    # Made anew: what was made of the true answer is kept.
    table = document_funding._named.__wrapped__(Selection(territories=("cahors",))).table
    assert table["told"].tolist()[0] == f"financeur envisagé, ligne {answer['line'][0]}"
    assert not table["told"][1:].str.contains("envisagé").any()


@pytest.mark.parametrize("territory", ["midi-quercy", "porte-du-hainaut"])
def test_a_document_that_names_nobody_for_its_whole_programme_is_said_to(territory: str) -> None:
    comparison = document_funders(Selection(territories=(territory,)))
    assert comparison.is_empty and comparison.finding.startswith("Aucun de ces documents ne nomme")
    assert [source.territory_id for source in comparison.sources] == [territory]


def test_a_chosen_level_is_said_and_the_filters_of_actions_are_not_kept() -> None:
    asked = Selection(territories=("cahors",), levels=("region",), themes=("sante",), engagements=("engage",))
    comparison = document_funders(asked)
    assert comparison.table["funder_id"].tolist() == ["region-occitanie"]
    assert "1\u00a0organisme nommé parmi ceux choisis" in comparison.finding
    assert comparison.selection == Selection(territories=("cahors",), levels=("region",))
    none = document_funders(Selection(levels=("europe",)))
    assert none.is_empty and "parmi ceux choisis" in none.finding and "parmi ceux choisis" in none.empty


def test_sums_do_not_claim_filters_that_keep_actions_alone() -> None:
    asked = Selection(territories=("cahors",), themes=("sante",), engagements=("engage",))
    for comparison in amounts_by_scope(asked):
        assert comparison.selection == Selection(territories=("cahors",))


def test_the_page_quotes_them_and_they_can_be_kept_and_shown_to_a_room() -> None:
    comparison = document_funders(Selection())
    page = text_of(opened("financements"))
    (one, _), ignored = made(Entry.of(KEY, Selection()), "")
    assert not ignored and one.finding == comparison.finding
    shown = screen(Entry.of(KEY, Selection()), Override()).pages
    read = Read(quotes(chart_of(comparison)))
    for row in comparison.table.itertuples():
        assert any(row.funder in html for html in shown)
        cells = next(cells for cells in read.rows if cells[0].text == row.funder and cells[-1].text == str(row.line))
        assert typeset(row.evidence) in cells[3].text and typeset(row.reason) in cells[3].text
    assert comparison.finding.split(" : ")[0] in page and "Mots du document" in page
    for empty in (Selection(territories=("midi-quercy",)), Selection(levels=("europe",))):
        assert document_funders(empty).finding in text_of(opened("financements", empty))


def test_a_slide_has_the_words_of_the_document_beside_each_body() -> None:
    comparison = document_funders(Selection())
    slides = Presentation(io.BytesIO(make(comparison, context_of()))).slides
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    rows = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    for row in comparison.table.itertuples():
        assert [said(row.funder), said(row.told), said(f"« {row.evidence} »")] in rows


def test_where_no_plan_was_brought_no_sum_is_an_action_s_and_no_kind_of_theirs_is_there() -> None:
    assert action_sums(Selection()) == () and queries.unsure_sums(Selection()).empty
    assert set(queries.table("amount_kind")["standing"]) == {"annonce", "charge", "realise"}
