"""Words of data stay words where Streamlit reads Markdown."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from dashboard.selection import Selection
from dashboard.widgets.markdown import literal
from etl.load import build
from etl.paths import DATA
from etl.plans.territory import OwnTerritory
from tests.brought import ABOUT, HEAD, plan_folder, workbook
from tests.test_pages import opened


def territory_id(folder: Path) -> str:
    return str(tomllib.loads((folder / "source.toml").read_text("utf-8"))["territory_id"])


ODD = "![x](http://192.0.2.1/x.png) [a](b) **c** _d_ `e` <b>f</b> $g$ ~h~ #i |j| \\k"


def test_no_sign_of_a_text_is_markup() -> None:
    parts = MarkdownIt("commonmark").enable("strikethrough").enable("table").parse(literal(ODD))
    inline = next(part for part in parts if part.type == "inline")
    assert {child.type for child in inline.children or ()} <= {"text", "text_special"}
    assert "".join(child.content for child in inline.children or ()) == ODD


def test_a_territory_and_a_payer_with_odd_names_make_no_link_and_no_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = dict.fromkeys(HEAD, "") | {"Axe": "Axe 1", "Action": "Ouvrir un lieu", "Financeurs": f"{ODD[:60]} : 10 000 €"}
    about = replace(ABOUT, territory=OwnTerritory(ODD[:60], "Territoire", ()))
    folder = plan_folder(tmp_path, workbook((tuple(row.values()),)), about=about)
    build(DATA, tmp_path / "base.duckdb", plans=[folder])
    monkeypatch.setenv("EN_REGARD_DB", str(tmp_path / "base.duckdb"))
    page = opened("territoires")
    assert not page.exception
    (pills,) = [one for one in page.get("button_group") if ODD[:4] in str(one.proto).replace("\\", "")]
    assert "![" not in str(pills.proto)
    filtered = opened("", Selection(territories=(territory_id(folder),)))
    labels = [button.label for button in filtered.button if button.label.startswith("Territoire")]
    assert labels and all("\\!\\[" in label for label in labels)
