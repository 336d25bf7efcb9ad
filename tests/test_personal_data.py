"""Addresses and numbers in a planner's file: found, masked where they stand, gone from the server."""

from __future__ import annotations

import time
import tomllib
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from etl.documents import read_document
from etl.load import build
from etl.paths import DATA
from etl.plans.folder import write_plan
from etl.plans.packed import opened, pack
from etl.plans.personal import EMAIL, PHONE, contacts, masked
from etl.readers import PlanRead, read
from tests.brought import ABOUT

PLAN = """Axe 1 : Se déplacer

• Créer une navette (contact : jeanne.dupont@mairie-exemple.fr, 05 65 12 34 56)
• Ouvrir un pôle d’échanges, budget 1 234 567 890 € en 2024-2027
• Étudier une voie verte avec M. Durand, +33 (0)6 12 34 56 78
""".encode()


def test_addresses_and_numbers_are_counted_with_their_lines_and_sums_are_none() -> None:
    found = contacts(read(PLAN, "plan.txt"))
    assert (found.emails, found.phones) == (1, 2)
    text = PLAN.decode().split("\n")
    assert [text[line - 1].startswith("•") for line in found.lines] == [True, True]


def of_one_line(text: str) -> PlanRead:
    found = read(PLAN, "plan.txt")
    return replace(found, units=(), lines=(replace(found.lines[0], text=text),))


@pytest.mark.parametrize(
    "text",
    [
        "Rénover 01 école et 02 gymnases", "SIREN 200 023 737", "le 12.05.2024 à 10.30", "lot 0512345678901",
        "INSEE 46042, code 05651234567", "@mention seule", "a@b", "12 34 56 78 90 €",
    ],
)  # fmt: skip
def test_what_only_looks_alike_is_left(text: str) -> None:
    assert not contacts(of_one_line(text))


def test_masked_they_stand_nowhere_in_the_folder_nor_in_the_base_and_the_lines_say_so(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    write_plan(folder, PLAN, "plan.txt", read(PLAN, "plan.txt"), replace(ABOUT, masks_contacts=True))
    for path in folder.iterdir():
        content = path.read_bytes()
        assert b"jeanne" not in content and b"65 12 34" not in content and b"6 12 34 56" not in content, path.name
    assert not list(folder.glob("received*")), "the file as received holds them"
    told = tomllib.loads((folder / "source.toml").read_text("utf-8"))
    document = read_document(folder)
    assert told["masked"]["lines"] == list(document.masked_lines) and len(document.masked_lines) == 2
    base = tmp_path / "base.duckdb"
    build(DATA, base, plans=[folder])
    with duckdb.connect(str(base), read_only=True) as connection:
        titles = connection.execute(
            "SELECT title FROM action WHERE territory_id = ?", [document.territory_id]
        ).fetchall()
    assert sum(EMAIL in title for (title,) in titles) == 1 and sum(PHONE in title for (title,) in titles) == 2
    assert opened(pack([folder])).plans[0].write(tmp_path / "again").name == "plan", "it is sent on as any other"


def test_unmasked_the_file_stays_as_it_was_received(tmp_path: Path) -> None:
    write_plan(tmp_path / "plan", PLAN, "plan.txt", read(PLAN, "plan.txt"), ABOUT)
    assert (tmp_path / "plan" / "received.txt").read_bytes() == PLAN


@pytest.mark.parametrize("text", ["a" * 400_000, "a.a-" * 100_000 + "@", "0" * 400_000, "@" * 400_000, "06 " * 130_000])
def test_no_text_makes_the_search_slow(text: str) -> None:
    found = of_one_line(text)
    started = time.perf_counter()
    masked(found)
    assert time.perf_counter() - started < 3
