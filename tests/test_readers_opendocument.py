"""Texts of OpenDocument: what LibreOffice makes of Word's documents reads as they do, and what such files alone say."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from etl.readers import PlanRead, PlanRefused, read
from tests.rarer_shapes import RARER
from tests.unseen import pilots, told
from tests.usual_shapes import SHAPES

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing",
        "fo": "xsl-fo-compatible",
    }.items()
)  # fmt: skip
_STYLES = """
<style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Unseen" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Raised" style:family="text">
<style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="List_20_Bullet_20_2" style:family="paragraph"/>
<text:list-style style:name="Numbers">
<text:list-level-style-number text:level="1" style:num-prefix="Action " style:num-suffix=" –" style:num-format="1"/>
</text:list-style>
<text:list-style style:name="Bullets">
<text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
"""
_OUTLINE = """<text:outline-style style:name="Outline">
<text:outline-level-style text:level="1" style:num-format="I" style:num-prefix="AXE " style:num-suffix="."/>
<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>
</text:outline-style>"""
# As it turned out at the first run; what LibreOffice itself loses on the way is left out: boxes of old Word, heads of
# pages, the space between two tables, which it makes one.
_LOST = {"titles in boxes", "titles in heads of pages", "fiches over tables"}


def _package(body: str, styles: str = "", manifest: str = "") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        package.writestr(
            "content.xml",
            f"<office:document-content {_NAMES}><office:automatic-styles>{_STYLES}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        package.writestr("styles.xml", f"<office:document-styles {_NAMES}>{styles}</office:document-styles>")
    return held.getvalue()


def _read(body: str, styles: str = "") -> PlanRead:
    return read(_package(body, styles), "plan.odt")


def _heading(level: int, text: str) -> str:
    return f'<text:h text:outline-level="{level}">{text}</text:h>'


def _lines(*texts: str) -> str:
    return "".join(f"<text:p>{text}</text:p>" for text in texts)


def _cell(text: str, said: str = "") -> str:
    return f"<table:table-cell {said}><text:p>{text}</text:p></table:table-cell>"


def _row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shapes of Word as LibreOffice saves them, by the names of their makers."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("odt")
    for made, name, *_ in (SHAPES | RARER).values():
        if name.endswith(".docx"):
            (folder / f"{made.__name__}.docx").write_bytes(made())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "odt", *(one.name for one in folder.glob("*.docx"))]
    subprocess.run(command, cwd=folder, check=True, timeout=300, capture_output=True)
    return folder


@pytest.mark.parametrize("name", [name for name, shape in (SHAPES | RARER).items() if shape[1].endswith(".docx")])
def test_a_document_of_word_reads_the_same_once_libreoffice_has_saved_it(name: str, converted: Path) -> None:
    if name in _LOST:
        pytest.skip("LibreOffice loses a part of it")
    made = (SHAPES | RARER)[name][0].__name__
    word, own = (read((converted / f"{made}.{kind}").read_bytes(), f"p.{kind}") for kind in ("docx", "odt"))
    assert [(unit.label, unit.title, unit.headings, unit.text, unit.fields, unit.children) for unit in own.units] == [
        (unit.label, unit.title, unit.headings, unit.text, unit.fields, unit.children) for unit in word.units
    ]
    assert [line.text for line in own.lines] == [line.text for line in word.lines]


def test_numbers_that_a_list_prints_go_on_and_begin_anew_as_it_says() -> None:
    def one(title: str, said: str = "", start: str = "") -> str:
        item = f"<text:list-item {start}><text:p>{title}</text:p></text:list-item>"
        return f'<text:list text:style-name="Numbers" {said}>{item}</text:list><text:p>Pilote : Ville</text:p>'

    goes_on = 'text:continue-numbering="true"'
    found = _read(
        _heading(1, "Axe 1 – Bouger") + one("Prêter des vélos") + one("Ouvrir la halte", goes_on)
        + one("Poser des arceaux", goes_on, 'text:start-value="7"') + one("Former", goes_on)
        + _heading(1, "Axe 2 – Loger") + one("Isoler les écoles")
    )  # fmt: skip
    assert [(unit.label, unit.title) for unit in found.units] == [
        ("Action 1", "Prêter des vélos"), ("Action 2", "Ouvrir la halte"), ("Action 7", "Poser des arceaux"),
        ("Action 8", "Former"), ("Action 1", "Isoler les écoles"),
    ]  # fmt: skip
    assert set(pilots(found.units)) == {"Ville"}


def test_numbers_of_the_outline_stand_before_headings_but_those_that_print_none() -> None:
    action = _lines('<text:span text:style-name="Strong">Action 1 : Prêter des vélos</text:span>', "Pilote : Ville")
    body = _heading(1, "Bouger") + _heading(2, "Vélo") + action
    bare = '<text:h text:outline-level="1" text:is-list-header="true">Annexes</text:h>'
    found = _read(body + _heading(1, "Loger") + action.replace("1", "2") + bare, _OUTLINE)
    assert [unit.headings for unit in found.units] == [("AXE I. Bouger", "I.1 Vélo"), ("AXE II. Loger",)]
    assert found.lines[-1].text == "Annexes"


def test_merged_cells_say_what_they_do_in_all_their_rows_and_columns() -> None:
    covered = "<table:covered-table-cell/>"
    table = (
        "<table:table><table:table-header-rows>" + _row(*map(_cell, ("Axe", "Action", "Pilote", "Coût")))
        + "</table:table-header-rows>"
        + _row(_cell("Axe 1 : Bouger", 'table:number-rows-spanned="2"'), *map(_cell, ("Prêter", "Ville", "10 000 €")))
        + _row(covered, *map(_cell, ("Ouvrir la halte", "CC", "")))
        + _row(_cell("Axe 2 : Loger", 'table:number-columns-spanned="4"'), covered * 3)
        + _row(_cell(""), *map(_cell, ("Isoler", "CC", "")))
        + "</table:table>"
    )  # fmt: skip
    found = _read(table)
    assert told(found) == [
        ("Prêter", ("Axe 1 : Bouger",)), ("Ouvrir la halte", ("Axe 1 : Bouger",)), ("Isoler", ("Axe 2 : Loger",)),
    ]  # fmt: skip
    assert pilots(found.units) == ["Ville", "CC", "CC"]


def test_words_are_those_that_are_shown_with_changes_accepted() -> None:
    region = (
        f"<text:changed-region><text:deletion>{_lines('Action 9 : Détruire')}</text:deletion></text:changed-region>"
    )
    deleted = f"<text:tracked-changes>{region}</text:tracked-changes>"
    title = (
        "Action 1 : Prêter\n   des<text:s text:c='2'/>vélos<text:span text:style-name='Unseen'> volés</text:span>"
        "<text:span text:style-name='Raised'>3</text:span><text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>À Bray et à Brézé.</text:p></text:note-body></text:note>"
        "<office:annotation><text:p>à revoir</text:p></office:annotation>"
    )
    listed = f"<text:index-body>{_lines('Action 1 : Prêter<text:tab/>3')}</text:index-body>"
    contents = f"<text:table-of-content>{listed}</text:table-of-content>"
    found = _read(
        deleted + contents + _heading(1, title) + _lines("Pilote :<text:tab/>Ville<text:line-break/>Coût : 2 €")
    )
    (unit,) = found.units
    assert (unit.label, unit.title, dict(unit.fields)) == (
        "Action 1",
        "Prêter des vélos",
        {"pilot": "Ville", "budget": "2 €"},
    )
    said = "\n".join(line.text for line in found.lines)
    assert "volés" not in said and "revoir" not in said and "Détruire" not in said
    assert [line.text for line in found.lines if line.is_apart] == ["À Bray et à Brézé."]


def test_titles_in_boxes_and_tables_that_float_are_read_where_they_hang() -> None:
    def box(held: str) -> str:
        return f"<draw:frame><draw:text-box>{held}</draw:text-box></draw:frame>"

    fields = (
        f"<table:table>{_row(_cell('Pilote'), _cell('Ville'))}{_row(_cell('Coût'), _cell('45 000 €'))}</table:table>"
    )
    found = _read(
        _heading(1, "Axe 1 – Bouger") + _lines(box(_lines("Action 1 : Prêter des vélos")), "Un parc de prêt.")
        + f"<text:p>{box(fields)}</text:p>" + box(_lines("Action 2 : Former")) + _lines("Calendrier : 2026")
    )  # fmt: skip
    first, second = found.units
    assert (first.title, first.text, dict(first.fields)) == (
        "Prêter des vélos", "Un parc de prêt.", {"pilot": "Ville", "budget": "45 000 €"},
    )  # fmt: skip
    assert (second.title, dict(second.fields)) == ("Former", {"calendar": "2026"})


def test_items_stand_as_deep_as_their_lists_or_the_names_of_their_styles() -> None:
    def items(*held: str) -> str:
        listed = "".join(f"<text:list-item>{one}</text:list-item>" for one in held)
        return f'<text:list text:style-name="Bullets">{listed}</text:list>'

    nested = items(_lines("Prêter des vélos") + items(_lines("Acheter vingt vélos"), _lines("Former deux agents")))
    flat = items(
        "<text:p>Ouvrir la halte</text:p>", '<text:p text:style-name="List_20_Bullet_20_2">Refaire le toit</text:p>'
    )
    found = _read(_heading(1, "Axe 1 – Bouger") + nested + flat)
    assert [(unit.title, [part.text for part in unit.children]) for unit in found.units] == [
        ("Prêter des vélos", ["Acheter vingt vélos", "Former deux agents"]), ("Ouvrir la halte", ["Refaire le toit"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "vide"),
        (b"not a package", "n’est pas un texte OpenDocument"),
        (_package("", manifest="<encryption-data/>"), "mot de passe"),
        (_package(""), "est vide"),
        (_package(_lines("Madame, Monsieur, nous vous écrivons.")), "Aucune action"),
        (_package("<text:p>"), "l’enregistrer à nouveau"),
    ],
)
def test_what_is_no_plan_is_refused_in_french_with_the_remedy(content: bytes, why: str) -> None:
    with pytest.raises(PlanRefused, match=why):
        read(content, "plan.odt")


def test_entities_of_a_file_are_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Action 2 : Lire le secret")
    body = _heading(1, "Action 1 : Prêter") + "<text:p>Pilote : &file;</text:p>"
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_package(body))) as whole, zipfile.ZipFile(held, "w") as package:
        for name in whole.namelist():
            entity = f'<!DOCTYPE x [<!ENTITY file SYSTEM "{secret.as_uri()}">]>' if name == "content.xml" else ""
            package.writestr(name, entity + whole.read(name).decode())
    found = read(held.getvalue(), "plan.odt")
    assert "secret" not in str(found)
