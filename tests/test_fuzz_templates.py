"""Any presentation as a template is used, or refused in words; none unfolds to more than the server has."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given

from dashboard.exports.pptx.template import TemplateRefused, opened
from tests.bounded import bounded
from tests.hostile import (
    LAUGHS,
    PackageRecipe,
    Recipe,
    asked,
    changed_package,
    mutated,
    package_recipes,
    patiently,
    recipes,
    zipped,
)
from tests.hostile_files import files
from tests.test_bounds import changed


@patiently(25)
@given(package_recipes)
def test_a_template_whose_parts_were_changed_is_used_or_refused(recipe: PackageRecipe) -> None:
    asked(
        "templates, parts", lambda: opened(changed_package(files("pptx")[0], recipe)), TemplateRefused, has_remedy=False
    )


@patiently(25)
@given(recipes)
def test_a_template_whose_bytes_were_changed_is_used_or_refused(recipe: Recipe) -> None:
    asked("templates, bytes", lambda: opened(mutated(files("pptx")[0], recipe)), TemplateRefused, has_remedy=False)


_MASTER = "ppt/slideMasters/slideMaster1.xml"


@pytest.mark.parametrize(
    "content",
    [
        lambda: zipped(("[Content_Types].xml", b" " * 140_000_000), method=zipfile.ZIP_BZIP2),
        lambda: zipped(("[Content_Types].xml", b" " * 140_000_000), method=zipfile.ZIP_LZMA),
        lambda: changed("pptx", _MASTER, lambda _: LAUGHS),
        lambda: changed("pptx", _MASTER, lambda _: b"<a>" * 1_000_000),
        lambda: zipped(*((f"{at}", b"") for at in range(60_000))),
    ],
    ids=["bzip2", "lzma", "laughs", "deep", "many"],
)
def test_a_template_that_asks_for_too_much_is_refused_within_bounds(content: Callable[[], bytes]) -> None:
    done = bounded("dashboard.exports.pptx.template", "opened", content())
    assert "modèle" in str(done.given) and not hasattr(done.given, "slides"), done
    assert done.seconds < 15 and done.megabytes < 150, done
