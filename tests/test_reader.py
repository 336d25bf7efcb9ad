"""A document line by line: all of it, as received, under an address a line; every citation of a line leads there."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import duckdb
import pytest

from dashboard import queries
from dashboard.citations import cited, line_url
from dashboard.page_registry import PAGES
from dashboard.selection import Selection
from dashboard.widgets.reader import documents, reader
from etl.models import Cut, Document
from tests.apps import AppTest
from tests.test_pages import fault_of, opened, text_of

pytestmark = pytest.mark.usefixtures("database")
DOCUMENTS = (
    "midi-quercy-chantiers",
    "coeur-de-lorraine-projet",
    "cahors-coeur-de-ville",
    "porte-du-hainaut-diagnostic",
    "occitanie-amenagement",
)


class Lines(HTMLParser):
    """The lines of a document's page: number -> text of its words, notes left out; and its parts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lines: dict[int, str] = {}
        self.here: list[int] = []
        self._number = 0
        self._path: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        kind = known.get("class") or ""
        if "er-line" in kind.split():
            self._number = int(str(known["id"]).removeprefix("ligne-"))
            self.lines[self._number] = ""
            if "er-here" in kind:
                self.here.append(self._number)
        self._path.append((tag, kind))

    def handle_endtag(self, tag: str) -> None:
        while self._path and self._path.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        within = [kind for _, kind in self._path]
        tags = [tag for tag, _ in self._path]
        if any("er-line" in kind.split() for kind in within) and not {"a", "em", "button"} & set(tags):
            words = any(tag in ("span", "h2", "h3", "h4") for tag in tags)
            self.lines[self._number] += data if words else ""


def page_of(document: str, **parameters: str) -> AppTest:
    app = opened("document", document=document, **parameters)
    assert not fault_of(app)
    return app


def links(app: AppTest) -> list[str]:
    return [html.unescape(link) for link in re.findall(r'href="([^"]+)"', text_of(app))]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_line_is_there_as_received(document: str, real_cuts: dict[str, tuple[Document, Cut]]) -> None:
    shown = Lines(text_of(page_of(document))).lines
    received = real_cuts[document][0].lines
    assert sorted(shown) == list(range(1, len(received) + 1))
    for number, text in enumerate(received, 1):
        assert shown[number].strip("\n") == text or shown[number].strip() == text.strip(), number


@pytest.mark.parametrize("document", DOCUMENTS)
def test_its_actions_are_marked_with_their_lines_and_lead_to_their_records(document: str) -> None:
    text = reader(document)
    assert text
    units = {block.action["action_id"]: block for block in text.blocks if block.action}
    known = queries.outline_actions(document, 1000)
    assert set(units) == set(known["action_id"])
    for block in units.values():
        numbers = [line.number for line in block.lines]
        assert numbers == list(range(block.action["first_line"], block.action["last_line"] + 1))
    linked = {dict(parse_qsl(urlsplit(link).query)).get("action") for link in links(page_of(document))}
    assert set(units) <= linked


def test_masked_lines_are_told() -> None:
    page = text_of(page_of("cahors-coeur-de-ville"))
    assert page.count("coordonnées masquées") == 4
    assert "aux lignes 25, 27, 123 et 127" in page
    assert "Coordonnées" not in text_of(page_of("occitanie-amenagement"))


def test_a_line_that_says_an_action_again_leads_to_it() -> None:
    text = reader("porte-du-hainaut-diagnostic")
    assert text
    again = {line.number: line.repeats for line in text.lines if line.repeats}
    assert again[602]["first_line"] == 568
    assert "redit l’" in text_of(page_of("porte-du-hainaut-diagnostic"))


def test_a_line_has_an_address_and_a_title_of_its_own() -> None:
    app = page_of("cahors-coeur-de-ville", ligne="174")
    page = text_of(app)
    assert Lines(page).here == [174]
    assert page.count("copier le lien de la ligne") == 1
    assert page.count("<h1") == 1


@pytest.mark.parametrize("asked", ["0", "468", "9999", "-1", "x", "1e3", "²", "`](javascript:alert(1))"])
def test_a_line_that_does_not_exist_is_told(asked: str) -> None:
    app = page_of("cahors-coeur-de-ville", ligne=asked)
    assert Lines(text_of(app)).here == []
    (said,) = [info.value for info in app.info]
    assert "a 467 lignes" in said and said.count("`") == 2


@pytest.mark.parametrize("asked", ["atlantide", "../cahors-coeur-de-ville", "<b>", ""])
def test_a_document_that_does_not_exist_is_told_and_the_others_are_offered(asked: str) -> None:
    app = opened("document", document=asked)
    assert not fault_of(app)
    assert bool(app.warning) is bool(asked)
    assert all(f"document={document}" in text_of(app) for document in DOCUMENTS)


def test_the_line_to_go_to_goes_to_the_address() -> None:
    app = page_of("porte-du-hainaut-diagnostic")
    app = app.number_input(key="line-to-go-to").set_value(935).run()
    assert not fault_of(app)
    assert app.query_params["ligne"] == "935" and app.query_params["document"] == "porte-du-hainaut-diagnostic"
    assert Lines(text_of(app)).here == [935]


def test_what_is_searched_is_marked_in_the_text_and_listed_above_it() -> None:
    app = page_of("porte-du-hainaut-diagnostic", q="santé")
    page = text_of(app)
    assert "3\u00a0lignes de ce document" in page
    for line in (202, 238, 935):
        assert line_url("porte-du-hainaut-diagnostic", line, also={"q": "santé"}) in links(app)
    assert len(re.findall(r'id="ligne-(?:202|238|935)".*?<mark>', page, re.S)) == 3
    app.text_input(key="search-words").set_value("habitat").run()
    assert app.query_params["document"] == "porte-du-hainaut-diagnostic", "searching stays in the document"


def test_no_text_of_a_document_is_markup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: Path) -> None:
    copied = tmp_path / "en-regard.duckdb"
    copied.write_bytes(database.read_bytes())
    with duckdb.connect(str(copied)) as connection:
        connection.execute("CREATE OR REPLACE TABLE build AS SELECT * REPLACE ('markup' AS content_hash) FROM build")
        connection.execute("DROP VIEW IF EXISTS envelope")
        connection.execute(
            "UPDATE document_line SET text = '<img src=x onerror=alert(1)> **<b>' "
            "WHERE document_id = 'occitanie-amenagement' AND line = 3"
        )
    monkeypatch.setenv("EN_REGARD_DB", str(copied))
    page = text_of(page_of("occitanie-amenagement", ligne="3"))
    assert "<img" not in page and "&lt;img src=x" in page


def test_lines_cited_in_a_sentence_lead_to_its_document() -> None:
    said = cited("Dites « 1 » aux lignes 137 et 156, puis ligne 3 ; 12 <b>", "cahors-coeur-de-ville")
    found = [
        dict(parse_qsl(urlsplit(html.unescape(link)).query))["ligne"] for link in re.findall(r'href="([^"]+)"', said)
    ]
    assert found == ["137", "156", "3"]
    assert "&lt;b&gt;" in said and "« 1 »" not in said and "«\u00a01\u00a0»" in said


def test_the_address_of_a_line_keeps_the_filters_and_drops_what_was_open() -> None:
    selection = Selection(themes=("sante",), words="vélo", action="cahors-000000")
    assert (
        line_url("cahors-coeur-de-ville", 7, selection) == "document?theme=sante&document=cahors-coeur-de-ville&ligne=7"
    )


CITING = {
    "actions": Selection(),
    "calendrier": Selection(),
    "document": Selection(),
    "financements": Selection(),
    "methode": Selection(),
    "territoires": Selection(territories=("cahors",)),
    "themes": Selection(themes=("culture-patrimoine",)),
}


@pytest.mark.parametrize("page", CITING)
def test_every_citation_leads_to_a_line_that_exists(page: str) -> None:
    known = {document["document_id"]: document["line_count"] for document in documents()}
    more = {"document": DOCUMENTS[2]} if page == "document" else {}
    reached = [
        dict(parse_qsl(urlsplit(link).query))
        for link in links(opened(page, CITING[page], **more))
        if urlsplit(link).path == "document"
    ]
    assert any("ligne" in one for one in reached)
    for one in reached:
        assert "document" in one or one == {} or set(one) <= {"theme", "territoire"}, one
        if "ligne" in one:
            assert 1 <= int(one["ligne"]) <= known[one["document"]]


def test_every_page_is_asked_for_its_citations_or_has_none() -> None:
    """A new page that cites lines is to be named above."""
    # Lines of lists of grants are of files that stand elsewhere.
    for page in set(PAGES) - set(CITING) - {"subventions"}:
        shown = text_of(opened(page))
        without_links = re.sub(r"<a [^>]*>.*?</a>", "", shown, flags=re.S)
        assert not re.search(r"\blignes? \d", without_links), page


@pytest.mark.parametrize("page", ["financements", "methode", "actions", "territoires"])
def test_no_line_is_cited_without_a_link(page: str) -> None:
    shown = html.unescape(text_of(opened(page, CITING[page]))).replace("\u00a0", " ")
    bare = re.findall(r"[^>]{0,40}\b[Ll]ignes? \d+(?!\d*</a>)[^<]{0,20}", re.sub(r"<a [^>]*>", "", shown))
    # The document's own words may say « ligne 2 » of a bus; here none does.
    assert not bare, bare


def test_a_record_leads_to_each_of_its_lines(connection: duckdb.DuckDBPyConnection) -> None:
    actions = connection.sql(
        "SELECT action_id, document_id, first_line, last_line FROM action WHERE len(repeated_lines) > 0 OR rank = 3"
    ).fetchall()
    for action, document, first, last in actions:
        shown = links(opened("actions", action=action))
        codes = queries.action_codes(action)
        for line in {*range(first, last + 1), *codes["line"].astype(int)}:
            assert line_url(document, line) in shown, (action, line)


def test_whole_document_funders_sums_and_faults_lead_to_their_lines() -> None:
    money = links(opened("financements"))
    for row in queries.document_funders(Selection()).itertuples():
        if row.is_compared:
            assert line_url(row.document_id, row.line, Selection()) in money
    for row in queries.amounts(Selection()).itertuples():
        assert line_url(row.document_id, row.line) in money
    method = links(opened("methode"))
    for row in queries.faults().itertuples():
        assert line_url(row.document_id, row.line) in method
