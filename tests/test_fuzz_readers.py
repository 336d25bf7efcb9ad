"""Any file at all is read, or refused in French with what to do: nothing else comes out of a reader."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from etl.grants.model import GrantsRefused
from etl.grants.read import read_grants
from etl.grants.tables import offered as offered_grants
from etl.readers import PlanRefused, read
from etl.readers.tables.named_columns import Naming, offered, read_named
from tests.hostile import (
    PAYLOADS,
    PackageRecipe,
    Recipe,
    asked,
    changed_package,
    mutated,
    package_recipes,
    patiently,
    recipes,
    texts,
    zipped,
)
from tests.hostile_files import GRANTS, files

_PACKAGES, _FLAT = ("xlsx", "docx", "pptx", "ods"), ("pdf", "csv", "txt", "md")
picks = st.integers(0, 50)


def _pick(kind: str, at: int) -> bytes:
    found = files(kind)
    if not found:
        pytest.skip(f"there is no .{kind} beside this checkout")
    return found[at % len(found)]


@patiently(40)
@given(st.sampled_from([*_PACKAGES[:3], *_FLAT]), picks, recipes)
def test_bytes_that_were_changed_are_read_or_refused(kind: str, at: int, recipe: Recipe) -> None:
    asked(f"read .{kind}, bytes", lambda: read(mutated(_pick(kind, at), recipe), f"plan.{kind}"), PlanRefused)


@patiently(80)
@given(st.sampled_from(_PACKAGES[:3]), picks, package_recipes)
def test_packages_whose_parts_were_changed_are_read_or_refused(kind: str, at: int, recipe: PackageRecipe) -> None:
    content = changed_package(_pick(kind, at), recipe)
    asked(f"read .{kind}, parts", lambda: read(content, f"plan.{kind}"), PlanRefused)


@patiently(15)
@given(picks, package_recipes)
def test_workbooks_of_another_office_are_read_or_refused(at: int, recipe: PackageRecipe) -> None:
    content = changed_package(_pick("ods", at), recipe)
    asked("read .ods, parts", lambda: read(content, "plan.ods"), PlanRefused)


@patiently(6)
@given(st.sampled_from([*_PACKAGES[:3], *_FLAT]), st.sampled_from([*_PACKAGES, *_FLAT, "xls", "exe", ""]), picks)
def test_a_file_that_bears_the_name_of_another_kind_is_read_or_refused(kind: str, named: str, at: int) -> None:
    asked("read, wrong name", lambda: read(_pick(kind, at), f"plan.{named}"), PlanRefused)


@patiently(20)
@given(
    st.lists(st.lists(texts, max_size=6), max_size=8),
    st.sampled_from(";,\t|:"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "utf-7"]),
    st.booleans(),
)
def test_any_csv_is_read_or_refused(rows: list[list[str]], delimiter: str, encoding: str, is_headed: bool) -> None:
    held = io.StringIO(newline="")
    writer = csv.writer(held, delimiter=delimiter, escapechar="\\")
    writer.writerows([["Axe", "N°", "Action", "Porteur", "Budget", "Début"]] * is_headed + rows)
    content = held.getvalue().encode(encoding, "replace" if encoding != "utf-8" else "surrogatepass")
    asked("read .csv, rows", lambda: read(content, "plan.csv"), PlanRefused)
    asked("grants, any rows", lambda: read_grants(content, "liste.csv"), GrantsRefused)


@patiently(20)
@example(["\ufeff"])
@given(st.lists(st.one_of(texts, st.sampled_from(["Axe 1 : Vivre", "- Loger", "Action 3 : Voir", "Pilote : x"]))))
def test_any_lines_are_read_or_refused(lines: list[str]) -> None:
    content = "\n".join(lines).encode("utf-8", "surrogatepass")
    for name in ("plan.txt", "plan.md"):
        asked(f"read {name[4:]}, lines", lambda name=name: read(content, name), PlanRefused)


@patiently(15)
@given(
    st.sampled_from(["csv", "xlsx"]), picks, recipes, st.integers(-2, 40), st.dictionaries(texts, st.integers(-3, 3000))
)
def test_any_naming_of_columns_is_followed_or_refused(
    kind: str, at: int, recipe: Recipe, head: int, columns: dict[str, int]
) -> None:
    content, name = mutated(_pick(kind, at), recipe[:1]), f"plan.{kind}"
    tables = asked("offer tables", lambda: offered(content, name), PlanRefused) or ()
    naming = Naming(tables[0].name if tables else "", head, {"title": 1, "eur": 2, **columns})
    asked("read, named columns", lambda: read_named(content, name, naming), PlanRefused)
    asked("grants, named columns", lambda: read_grants(content, name, naming), GrantsRefused)


@patiently(30)
@given(recipes)
def test_a_list_of_grants_that_was_changed_is_read_or_refused(recipe: Recipe) -> None:
    content = mutated(GRANTS, recipe)
    asked("grants, bytes", lambda: read_grants(content, "liste.csv"), GrantsRefused)
    offered_grants(content, "liste.csv")


@patiently(10)
@given(
    st.lists(
        st.sampled_from([*PAYLOADS, "1e400", "-inf", "1,2,3,4", "9" * 400, "２０２３", "DETR"]), min_size=8, max_size=8
    )
)
def test_any_cell_of_a_list_of_grants_is_read_or_told(cells: list[str]) -> None:
    held = io.StringIO(newline="")
    csv.writer(held, delimiter=";").writerow(cells)
    content = GRANTS + held.getvalue().encode("utf-8", "replace")
    asked("grants, cells", lambda: read_grants(content, "liste.csv"), GrantsRefused)


# What was found so, as small as it can be


@pytest.mark.parametrize(
    ("kind", "part", "held"),
    [
        ("docx", "word/styles.xml", b"<a/>"),
        ("docx", "word/_rels/document.xml.rels", b"<a/>"),
        ("docx", "word/document.xml", b"<a><b><c/></b></a>"),
        ("pptx", "ppt/_rels/presentation.xml.rels", b"<a/>"),
        ("pptx", "ppt/slides/slide2.xml", b"<a/>"),
        ("xlsx", "xl/worksheets/sheet1.xml", b"<"),
    ],
)
def test_a_part_of_other_xml_is_refused_as_a_damaged_file(kind: str, part: str, held: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(files(kind)[0])) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with pytest.raises(PlanRefused, match=r"nregistrer"):
        read(zipped(*(parts | {part: held}).items()), f"plan.{kind}")


@pytest.mark.parametrize("kind", ["xlsx", "docx", "pptx"])
def test_a_directory_that_begins_before_the_file_is_refused_as_damaged(kind: str) -> None:
    content = bytearray(zipped(("a", b"b")))
    at = content.rindex(b"PK\x05\x06")
    content[at + 12 : at + 16] = b"\xff\xff\xff\x01"
    with pytest.raises(PlanRefused, match="abîmé"):
        read(bytes(content), f"plan.{kind}")


def test_a_page_of_a_pdf_that_is_none_is_refused_as_damaged() -> None:
    content = files("pdf")[0].replace(b"/Type/Page/", b"/Type/Pane/").replace(b"/Type /Page\n", b"/Type /Pane\n")
    asked("read .pdf, bytes", lambda: read(content, "plan.pdf"), PlanRefused)
