"""The report of a dossier: all of each view, its Comparison's numbers, true page numbers, words that stay words."""

from __future__ import annotations

import datetime
import io
import re
import shutil
import subprocess
import time
import unicodedata
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader
from typst import TypstError

from dashboard import queries
from dashboard.charts.html import texts
from dashboard.charts.model import chart_of
from dashboard.charts.words import source_line
from dashboard.comparisons.core import MATRIX, SHARE, SPANS
from dashboard.dossier import assemble, views
from dashboard.dossier.assembled import Gathered, in_silence, title_of
from dashboard.dossier.model import Dossier, Entry
from dashboard.exports.core import full_citation, short_citation
from dashboard.exports.dossier import DOSSIER_FORMATS
from dashboard.exports.dossier_parts import METHOD
from dashboard.exports.pdf import report, typesetting
from dashboard.look.formats import integer
from dashboard.page_registry import TERRITORIES
from dashboard.selection import Selection
from tests.charted import beside_text, value_text
from tests.spoken import spoken

pytestmark = pytest.mark.usefixtures("database")
DAY = datetime.date(2026, 11, 22)
BASE = "http://localhost:8501/"
HOSTILE = (
    '#import "x": * $a$ *gras* <script>alert(1)</script> \\ #panic() @ref `raw` [c] _i_ // = + - / ~ =SUM(A1) '
    + "titre très long " * 5
    + "é" * 60
)


def entry(view: str, **words: str) -> Entry:
    selection = Selection(territories=("cahors",)) if views.page_of(view) is TERRITORIES else Selection()
    if view.startswith("rubriques"):
        selection = selection.but(grid=str(queries.grids()["grid_id"].iloc[0]))
    return Entry.of(view, selection, **words)


def gathered_of(*entries: Entry, title: str = "Mobilité et santé") -> Gathered:
    return assemble.gather(Dossier(title, entries), BASE, f"{BASE}dossier?dossier=abc", DAY).gathered


def read(pdf: bytes) -> list[str]:
    """The words of each page."""
    return [words(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def words(text: str) -> str:
    """A text without its spaces and hyphens, at which lines break, and without ligatures and shared glyphs."""
    return re.sub(r"[\s\u200b\u00ad\u2010-]+", "", unicodedata.normalize("NFKC", text)).replace("ʼ", "’")


@pytest.fixture(scope="module")
def whole(database: Path) -> Gathered:
    """Every view, and the sums of each scope; the second with all the words of an author."""
    kept = [entry(name) for name in views.VIEWS] + [entry(one.key) for one in views.amounts(Selection(), True)]
    kept[1] = replace(
        kept[1],
        title="Un titre de l’auteur",
        note="Une note.\n\nSon second paragraphe.",
        remarks="Le maire demande le détail.",
        cue="INTERROGER LA SALLE",
    )
    return gathered_of(*kept)


@pytest.fixture(scope="module")
def made(whole: Gathered) -> bytes:
    return report.make(whole, in_silence)


@pytest.fixture(scope="module")
def pages(made: bytes) -> list[str]:
    return read(made)


def test_each_view_has_its_words_and_all_of_them(whole: Gathered, pages: list[str]) -> None:
    said = "".join(pages)
    for comparison, context in whole.entries:
        for text in (
            title_of(comparison, context),
            comparison.finding,
            comparison.question,
            comparison.subtitle,
            source_line(chart_of(comparison)),
            *comparison.notes,
        ):
            assert words(text) in said, text
    for text in ("Une note.", "Son second paragraphe.", "Ce qui s’est dit", "Le maire demande le détail."):
        assert words(text) in said
    assert words("INTERROGER LA SALLE") not in said, "what the facilitator keeps in mind is not handed out"


def test_the_figures_are_those_of_the_comparisons(whole: Gathered, pages: list[str]) -> None:
    said = "".join(pages)
    for comparison, _ in whole.entries:
        if comparison.mark == SPANS:
            for row in comparison.table.to_dict("records"):
                assert words(row["title"]) in said and words(row["years"]) in said
        elif comparison.mark == MATRIX:
            # Eight columns stand side by side: all of these.
            assert comparison.table[comparison.series.id].nunique() <= 8
            for _, of_row in comparison.table.groupby(comparison.category.id, sort=False):
                cells = []
                for row in of_row.to_dict("records"):
                    more = row[comparison.spoken] if comparison.spoken and not comparison.words else ""
                    if comparison.unit == SHARE:
                        more = f"{integer(row['actions'])} sur {integer(row['total'])}"
                    if comparison.words and comparison.worded and isinstance(row[comparison.words], str):
                        assert words(comparison.worded.set_out(row[comparison.words])) in said
                    if comparison.beside:
                        more = beside_text(comparison, row)
                    counts = row[comparison.value] or comparison.beside
                    cells.append(value_text(comparison, row) + (str(more) if counts else ""))
                assert words("".join(cells)) in said, (comparison.key, cells)
        else:
            for row in texts(comparison)[0]:
                assert words("".join(row)) in said, (comparison.key, row)


def test_columns_that_one_page_cannot_hold_stand_in_several_tables() -> None:
    gathered = gathered_of(Entry.of("themes-par-organisme", Selection(with_partners=True)))
    comparison = gathered.entries[0][0]
    assert comparison.table[comparison.series.id].nunique() > 8
    said = "".join(read(report.make(gathered, in_silence)))
    for _, of_row in comparison.table.groupby(comparison.category.id, sort=False):
        shown = [value_text(comparison, row) for row in of_row.to_dict("records")]
        half = -(-len(shown) // 2)
        for part in (shown[:half], shown[half:]):
            assert words(of_row.iloc[0]["level"] + "".join(part)) in said


def test_the_contents_give_the_true_pages_and_lead_to_them(whole: Gathered, made: bytes, pages: list[str]) -> None:
    reader = PdfReader(io.BytesIO(made))
    headings = {item.title: reader.get_destination_page_number(item) + 1 for item in reader.outline}
    titles = [f"{number}. {title_of(*one)}" for number, one in enumerate(whole.entries, 1)]
    titles += ["Les actions derrière les chiffres", "Méthode et sources"]
    contents = pages[1]
    assert contents.startswith("MobilitéetsantéEnregardSommaire")
    found = {words(title): page for title, page in headings.items()}
    assert [found[words(title)] for title in titles] == sorted(found[words(title)] for title in titles)
    for title in titles:
        page = found[words(title)]
        assert words(f"{title}{page}") in contents, title
        assert words(title) in pages[page - 1], f"{title} is not on page {page}"
    links = [note for note in reader.pages[1].get("/Annots", []) if note.get_object().get("/Subtype") == "/Link"]
    assert len(links) >= len(titles)


def test_every_page_says_which_it_is(pages: list[str]) -> None:
    assert all(f"page{number}/{len(pages)}" in said for number, said in enumerate(pages, 1))


def test_each_action_stands_once_with_its_document_its_lines_and_the_views_that_count_it(
    whole: Gathered, pages: list[str]
) -> None:
    start = max(at for at, said in enumerate(pages) if words("Les actions derrière les chiffres") in said)
    behind = "".join(pages[start:])
    behind = behind[behind.index(words("Les actions derrière les chiffres")) :]
    actions = queries.actions(Selection())
    assert words(f"{len(actions)} actions, chacune une fois") in behind
    # Contours, sums and what is said of whole documents count no action; all other views count all of these.
    counting = [number for number, (one, _) in enumerate(whole.entries, 1) if not one.unit.unfiltered]
    runs = report.in_runs(counting)
    assert runs != report.in_runs(list(range(1, len(whole.entries) + 1)))
    for row in actions.to_dict("records"):
        lines = (
            f"ligne {row['first_line']}"
            if row["first_line"] == row["last_line"]
            else f"lignes {row['first_line']} à {row['last_line']}"
        )
        after = behind[behind.index(words(row["title"])) :]
        assert words(lines + runs) in after, row["title"]
        assert words(row["document"]) in behind
    assert behind.count(words(runs)) >= len(actions)


def test_method_versions_and_citations_close_it(whole: Gathered, pages: list[str]) -> None:
    last = "".join(pages[-2:])
    for text in (*METHOD, short_citation(whole), full_citation(whole)):
        assert words(text) in last
    for text in (whole.title, whole.data_version, whole.codebook_version, "22/11/2026", "Documents mis en regard"):
        assert words(text) in pages[0]


def test_the_file_is_tagged_titled_and_french_and_its_links_lead_back(whole: Gathered, made: bytes) -> None:
    reader = PdfReader(io.BytesIO(made))
    catalogue = reader.trailer["/Root"]
    assert reader.metadata and reader.metadata.title == whole.title
    assert str(catalogue["/Lang"]).startswith("fr")
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in catalogue["/Metadata"].get_object().get_data().decode()
    linked = {
        str(note.get_object()["/A"]["/URI"])
        for page in reader.pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    }
    assert {context.permalink for _, context in whole.entries} <= linked
    assert whole.permalink in linked
    assert all(link.startswith(BASE) for link in linked)


def test_charts_are_vectors_with_words_for_those_who_do_not_see_them(made: bytes) -> None:
    reader = PdfReader(io.BytesIO(made))
    assert not any(page.images for page in reader.pages)
    found: list[str] = []

    def walk(node: object) -> None:
        node = getattr(node, "get_object", lambda: node)()
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    assert any("Pays Midi-Quercy" in said and said.startswith("À quels thèmes") for said in found)
    assert any("Les plus grandes sommes" in said for said in found)


def test_its_fonts_are_those_of_the_dashboard(made: bytes) -> None:
    assert b"SourceSans3VF" in made and b"SourceSerif4" in made


def test_words_of_the_data_and_of_the_author_stay_words() -> None:
    gathered = gathered_of(*(entry(name) for name in ("themes-par-territoire", "themes-en-points", "echeances")))
    entries = []
    for comparison, context in gathered.entries:
        table = comparison.table.copy()
        first = table[comparison.category.id] == table[comparison.category.id].iloc[0]
        table.loc[first, comparison.category.label] = f"LIGNE {HOSTILE}\x01"
        hostile = replace(
            comparison, headline=spoken(f"CONSTAT {HOSTILE}"), remarks=(f"À SAVOIR {HOSTILE}",), table=table
        )
        worded = replace(
            context,
            heading=f"TITRE {HOSTILE}",
            note=f"NOTE {HOSTILE}\navant 🚲 مرحبا \ud800\x00 après",
            remarks=f"DIT {HOSTILE}",
            permalink="javascript:alert(1)",
        )
        entries.append((hostile, worded))
    pdf = report.make(replace(gathered, title=HOSTILE, entries=tuple(entries), permalink=""), in_silence)
    said = "".join(read(pdf))
    for name in ("LIGNE", "CONSTAT", "À SAVOIR", "TITRE", "NOTE", "DIT"):
        assert words(f"{name} {HOSTILE}") in said, name
    # What no font of the machine shows is a box; nothing around it is lost.
    assert re.search("avant.*après", said)
    assert b"javascript" not in b"".join(
        str(note.get_object()).encode() for page in PdfReader(io.BytesIO(pdf)).pages for note in page.get("/Annots", [])
    )


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler) is not on this machine")
def test_another_reader_finds_the_same_words_within_the_page(made: bytes, tmp_path: Path) -> None:
    file = tmp_path / "rapport.pdf"
    file.write_bytes(made)
    command = ["pdftotext", "-bbox", str(file), "-"]
    boxes = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Gouvernance" in boxes
    edges = [tuple(map(float, found)) for found in re.findall(r'xMin="([\d.-]+)" yMin="[^"]+" xMax="([\d.-]+)"', boxes)]
    assert min(left for left, _ in edges) > 50 and max(right for _, right in edges) < 595.3 - 50


def test_a_word_longer_than_any_stays_within_the_page(tmp_path: Path) -> None:
    gathered = gathered_of(entry("themes-en-points"))
    comparison, context = gathered.entries[0]
    table = comparison.table.copy()
    table["theme"] = "W" * 200
    made = replace(comparison, table=table, headline=spoken("W" * 300), remarks=("W" * 400,))
    pdf = report.make(replace(gathered, title="W" * 300, entries=((made, context),)), in_silence)
    right = 0.0

    def seen(text: str, _: object, matrix: list[float], font: object, size: float) -> None:
        nonlocal right
        right = max(right, matrix[4]) if text.strip() else right

    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=seen)
    assert 100 < right < 595 - 50


def test_a_view_without_rows_says_why_and_one_territory_is_enough() -> None:
    gathered = gathered_of(
        Entry.of("organismes-par-territoire", Selection(territories=("porte-du-hainaut",))),
        Entry.of("themes-en-points", Selection(territories=("cahors",))),
        Entry.of("echeances", Selection(territories=("porte-du-hainaut",))),
    )
    said = "".join(read(report.make(gathered, in_silence)))
    for at in (0, 2):
        assert gathered.entries[at][0].is_empty
        assert words(gathered.entries[at][0].empty) in said
    for row in texts(gathered.entries[1][0])[0]:
        assert words("".join(row)) in said


def test_a_dossier_without_views_is_a_report_of_its_method() -> None:
    pages = read(report.make(gathered_of(), in_silence))
    assert 2 <= len(pages) <= 3 and words(METHOD[0]) in pages[-1]


def test_forty_views_are_set_with_progress_and_in_time() -> None:
    names = list(views.VIEWS)
    gathered = gathered_of(*(entry(names[at % len(names)], title=f"Vue numéro {at + 1}") for at in range(40)))
    told: list[float] = []
    start = time.perf_counter()
    pdf = report.make(gathered, lambda share, what: told.append(share))
    assert time.perf_counter() - start < 30
    said = "".join(read(pdf))
    assert all(f"{at}.Vuenuméro{at}" in said for at in range(1, 41))
    assert len(told) > 40 and all(one <= next_ <= 1 for one, next_ in pairwise(told))


def test_it_needs_no_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, whole: Gathered, made: bytes) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "nowhere"))
    assert read(report.make(whole, in_silence)) == read(made)
    assert next(one for one in DOSSIER_FORMATS if one.key == "pdf").unavailable() is None


def test_a_fault_of_a_template_is_told_and_not_taken_for_a_missing_character() -> None:
    with pytest.raises(TypstError, match="eyebrow"):
        typesetting.pdf("report.typ", "Titre", DAY, {})
