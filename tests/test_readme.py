"""What the README and the other pages of documentation say exists does exist, and no tracked file names a registry."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from dashboard.page_registry import PAGES
from dashboard.projection import routes_at
from etl.paths import ROOT

DOCUMENTS = [path for path in sorted(ROOT.glob("*.md")) if path.name != "CHANGELOG.md"]
DOCUMENTS += sorted((ROOT / "data").glob("*/README.md"))
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
# What the README names and a build makes.
BUILT = {
    "data/en-regard.duckdb", ".venv", ".venv/bin/python", ".venv-lock", ".venv-spark", ".venv-spark/bin/python",
    "dossiers", "workspaces",
}  # fmt: skip


def code_of(document: Path) -> list[str]:
    """Inline code of a page, and the lines of its blocks."""
    text = document.read_text("utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.M | re.S)
    outside = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    return [
        *re.findall(r"`([^`]+)`", outside),
        *(line.split("#")[0].strip() for block in blocks for line in block.splitlines()),
    ]


def said(pattern: str) -> list[tuple[str, str]]:
    """(page, what the pattern's group finds) in the code of each page."""
    return [
        (document.relative_to(ROOT).as_posix(), found)
        for document in DOCUMENTS
        for code in code_of(document)
        for found in re.findall(pattern, code)
    ]


def exists(name: str, page: str) -> bool:
    """Whether a path that a page names is there: from the root, beside the page, or in a document's folder."""
    places = [ROOT, (ROOT / page).parent, *(ROOT / "data" / "documents").iterdir(), ROOT / "data" / "codebook"]
    pattern = re.sub(r"<[^>]+>|\{[^}]+\}", "*", name).rstrip("/")
    return name.rstrip("/") in BUILT or any(list(place.glob(pattern)) for place in places)


def tracked() -> list[Path]:
    """Files that git tracks or would, those that it ignores left out; a source archive knows of none."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no clone")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def test_there_is_something_to_check() -> None:
    assert (ROOT / "README.md") in DOCUMENTS
    assert said(r"^make (\w+)"), "the README names no make target: the patterns below find nothing"


@pytest.mark.parametrize(("page", "target"), said(r"^make (\w+)"))
def test_every_make_target_that_is_named_exists(page: str, target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.M), f"{page} names `make {target}`"


@pytest.mark.parametrize(("page", "variable"), said(r"\bmake [a-z]+ ([A-Z]+)="))
def test_every_variable_of_make_that_is_named_exists(page: str, variable: str) -> None:
    assert re.search(rf"^{variable} \?=", MAKEFILE, re.M) or f"$({variable})" in MAKEFILE, f"{page} names {variable}"


@pytest.mark.parametrize(("page", "address"), said(r"^/([\w-]*)$"))
def test_every_address_that_is_named_is_a_page(page: str, address: str) -> None:
    assert address in PAGES or f"/{address}" in {route.path for route in routes_at()}, f"{page} names /{address}"


def test_every_page_is_named_in_the_readme() -> None:
    named = {address for page, address in said(r"^/([\w-]*)$") if page == "README.md"}
    assert set(PAGES) <= named, f"the README says nothing of {sorted(set(PAGES) - named)}"


@pytest.mark.parametrize(
    ("page", "name"),
    said(r"^((?:[\w.<>{}*-]+/)+[\w.<>{}*-]*|[\w<>-]+\.(?:py|csv|toml|txt|md|sql|lock|geojson))(?=\s|$)"),
)
def test_every_file_and_folder_that_is_named_exists(page: str, name: str) -> None:
    assert exists(name, page), f"{page} names {name}"


@pytest.mark.parametrize(("page", "command"), said(r"python -m etl (\w+)"))
def test_every_command_of_the_etl_that_is_named_exists(page: str, command: str) -> None:
    from etl.__main__ import main

    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_between_pages_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text("utf-8")):
        assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_no_tracked_file_names_a_package_registry() -> None:
    # Built from parts, so that this file does not hold what it looks for.
    dot = r"\."
    hosts = [
        dot.join(("pypi", "org")),
        dot.join(("files", "pythonhosted")),
        dot.join(("registry", "npmjs")),
        dot.join(("deb", "debian", "org")),
        "artifact" + "ory",
        "index" + "-url",
        "index" + "_url",
    ]
    forbidden = re.compile("|".join(hosts), re.I)
    files = tracked()
    assert len(files) > 100
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files
        if (match := forbidden.search(path.read_bytes().decode("utf-8", errors="replace")))
    ]
    assert not found
