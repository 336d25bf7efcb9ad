"""Any ZIP that is said to be a plan, and any plan folder: opened, or refused in words; nothing of it reaches past its
own folder, and no pattern that it brings is ever tried."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import time
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.errors import SourceError
from etl.paths import DATA
from etl.plans.cutting import CutPlan, CutRefused
from etl.plans.packed import NotAPlan, pack
from etl.plans.packed import opened as opened_packed
from etl.sources import read_sources
from etl.tomlfiles import toml
from tests.bounded import bounded
from tests.brought import plan_folder
from tests.hostile import (
    NAMES,
    Recipe,
    any_value,
    asked,
    linked,
    mutated,
    patiently,
    recipes,
    texts,
    understated,
    values,
    zipped,
)

_FILES = ("text.txt", "source.toml", "units.csv", "places.csv", "doubts.csv", "received.xlsx")


@cache
def plan() -> tuple[str, dict[str, bytes]]:
    """The name of a real plan folder, and its files."""
    with tempfile.TemporaryDirectory() as where:
        folder = plan_folder(Path(where))
        return folder.name, {path.name: path.read_bytes() for path in folder.iterdir()}


def unpack(content: bytes, into: Path) -> Path:
    return opened_packed(content).plans[0].write(into)


def opened(content: bytes) -> None:
    """Open a ZIP in a place of its own; whatever comes of it, nothing stands anywhere but in one folder there."""
    with tempfile.TemporaryDirectory() as where:
        place = Path(where) / "workspace" / "plans"
        place.mkdir(parents=True)
        folder = asked("plan ZIP", lambda: unpack(content, place), NotAPlan)
        found = sorted(Path(where).rglob("*"))
        held = {place.parent, place} | ({folder} | set(folder.iterdir()) if folder else set())
        assert set(found) == held, found
        assert not any(path.is_symlink() or path.stat().st_mode & 0o111 for path in found if not path.is_dir())
        assert all(path.name in {*_FILES, "decisions.csv"} or path.suffix for path in found if path.is_file())


@patiently(60)
@given(recipes)
def test_a_plan_zip_whose_bytes_were_changed_is_opened_or_refused(recipe: Recipe) -> None:
    name, files = plan()
    opened(mutated(zipped(*((f"{name}/{one}", held) for one, held in files.items())), recipe))


@patiently(60)
@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES) | st.builds("plan/{}".format, texts), st.binary(max_size=20)), max_size=5
    ),
    st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]),
    st.booleans(),
)
def test_a_plan_zip_with_entries_of_any_name_is_opened_or_refused(
    more: list[tuple[str, bytes]], method: int, is_first: bool
) -> None:
    own = [(f"plan/{name}", held) for name, held in plan()[1].items()]
    clean = [(name.encode("utf-8", "replace").decode()[:60_000], held) for name, held in more]
    opened(zipped(*((clean + own) if is_first else (own + clean)), method=method))


@pytest.mark.parametrize("to", ["/etc/passwd", "../../../etc", "."])
def test_a_symbolic_link_in_a_plan_zip_becomes_a_file_that_leads_nowhere(to: str) -> None:
    with pytest.raises(NotAPlan):
        unpack(linked("plan/text.txt", to), Path("/nowhere"))
    entry = zipfile.ZipInfo("plan/received.xlsx")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    held = io.BytesIO(zipped(*((f"plan/{one}", words) for one, words in plan()[1].items() if one != "received.xlsx")))
    with zipfile.ZipFile(held, "a") as package:
        package.writestr(entry, to)
    with tempfile.TemporaryDirectory() as where:
        folder = unpack(held.getvalue(), Path(where))
        assert not (folder / "received.xlsx").is_symlink()
        assert (folder / "received.xlsx").read_text() == to


@pytest.mark.parametrize(
    "content",
    [
        lambda: zipped(("plan/text.txt", b"0" * 300_000_000)),
        lambda: understated(zipped(("plan/text.txt", b"0" * 100_000_000)), 10),
        lambda: zipped(("plan/text.txt", b"0" * 59_000_000), method=zipfile.ZIP_BZIP2),
        lambda: zipped(*((f"plan/{at}", b"") for at in range(50_000))),
        lambda: zipped(("plan/text.txt", zipped(("plan/text.txt", zipped(("plan/text.txt", b"0" * 50_000_000)))))),
    ],
    ids=["bomb", "bomb that hides its size", "another packing", "many", "one within the other"],
)
def test_a_plan_zip_that_asks_for_too_much_is_refused_within_bounds(content: Callable[[], bytes]) -> None:
    done = bounded("etl.plans.packed", "opened", content())
    assert isinstance(done.given, NotAPlan)
    assert done.seconds < 10 and done.megabytes < 250, done


# A sidecar's values of every type, and tables that say anything

_TOML = (
         "1", "true", "-0.0", "nan", "inf", "9223372036854775808", "1" * 5_000, '""', '"x"', "[]", "[[[]]]", "{}",
         "{a={b={c=1}}}", "1979-05-27", "1979-05-27T07:32:00Z", "07:32:00", '["a", 1, {}]', "[" * 3_000, '"\\u0000"',
         '{name="x",kind="y",sirens=["200000172"]}', '{name=1,kind=[],sirens="z"}', '{lines=3}', '{lines=["a"]}',
)  # fmt: skip
_KEYS = (
    *("territory_id", "title", "issuer", "kind", "published_on", "date_precision", "date_basis", "licence", "caveat"),
    *("sha256", "period_start", "period_end", "masked", "rules_made_on", "bearers", "grantor", "territory", "received"),
    *("facts", "grammar", "odd"),
)


def sources(change: dict[str, bytes], keys: dict[str, str] | None = None) -> None:
    """Build from a plan folder some of whose files are others."""
    name, files = plan()
    files = files | change
    if keys:
        whole = files["source.toml"].decode("utf-8", "replace")
        top, tables = whole.split("\n[", 1)
        lines = [line for line in top.split("\n") if line.split(" = ")[0] not in keys]
        sections = ["[" + one for one in ("\n[" + tables).split("\n[")[1:] if one.split("]")[0] not in keys]
        told = [f"{key} = {value}" for key, value in keys.items()]
        files["source.toml"] = "\n".join([*lines, *told, *sections]).encode("utf-8")
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where) / name
        folder.mkdir()
        for one, held in files.items():
            (folder / one).write_bytes(held)
        asked("plan folder", lambda: read_sources(DATA, plans=[folder]), SourceError)
        asked("cut of a plan", lambda: CutPlan.of(folder), SourceError)


@patiently(25)
@given(st.dictionaries(st.sampled_from(_KEYS), st.sampled_from(_TOML), min_size=1, max_size=3))
def test_a_sidecar_with_values_of_any_type_is_built_or_refused(keys: dict[str, str]) -> None:
    sources({}, keys)


@patiently(12)
@given(st.sampled_from(_FILES[:5]), recipes)
def test_a_plan_folder_whose_bytes_were_changed_is_built_or_refused(name: str, recipe: Recipe) -> None:
    held = mutated(plan()[1][name], recipe)
    keys = {"sha256": f'"{hashlib.sha256(held).hexdigest()}"'} if name == "text.txt" else None
    sources({name: held}, keys)


@patiently(12)
@given(st.dictionaries(st.sampled_from(["pilot", "budget", "funders", "status", "calendar", "start", "basis"]), values))
def test_fields_of_any_value_are_coded_or_refused(fields: dict[str, object]) -> None:
    said = json.dumps(fields).replace('"', '""')
    units = plan()[1]["units.csv"].decode().rstrip("\n").rsplit("\n", 1)[0]
    line = plan()[1]["units.csv"].decode().rstrip("\n").rsplit("\n", 1)[1].split(",")
    sources({"units.csv": f'{units}\n{",".join(line[:8])},"{said}"\n'.encode()})


@patiently(8)
@given(st.lists(st.lists(texts, min_size=5, max_size=5), min_size=1, max_size=3))
def test_decisions_of_any_words_are_taken_or_refused(rows: list[list[str]]) -> None:
    lines = [",".join('"' + one.replace('"', '""') + '"' for one in row) for row in rows]
    head = "action_id,field,value,evidence,reason"
    sources({"decisions.csv": "\n".join([head, *lines, ""]).encode("utf-8", "replace")})


@patiently(60)
@given(st.dictionaries(texts, any_value(), max_size=4), st.dictionaries(texts, texts, max_size=3))
def test_what_a_sidecar_is_written_with_reads_as_it_was(tables: dict[str, object], facts: dict[str, str]) -> None:
    """A title or a name holds whatever a planner typed: it is never another key of the sidecar."""
    import tomllib

    texts_ = [str(one).replace("\r\n", "\n").encode("utf-8", "replace").decode() for one in tables]
    told = {"title": "\n".join(texts_), "facts": {key.encode("utf-8", "replace").decode(): "" for key in facts}}
    assert tomllib.loads(toml(told)) == told


# A plan's own patterns

_CATASTROPHE = r"^(([a-z])+.)+[A-Z]([a-z])+$"


@pytest.mark.parametrize("grammar", ["fiches", "outline", "bulleted-list", "slides"])
def test_a_plan_that_brings_patterns_is_refused_before_any_is_tried(grammar: str, tmp_path: Path) -> None:
    own = f'[grammar]\nname = "{grammar}"\nfiche = "{_CATASTROPHE}"\nlooks_like_heading = "{_CATASTROPHE}"\n'
    files = dict(plan()[1])
    files["source.toml"] = files["source.toml"].replace(b'[grammar]\n"name" = "given-units"\n', own.encode())
    assert grammar.encode() in files["source.toml"]
    files["text.txt"] = b"a" * 100_000
    before = time.perf_counter()
    with pytest.raises(NotAPlan, match=r"source\.toml"):
        unpack(zipped(*((f"plan/{name}", held) for name, held in files.items())), tmp_path)
    assert time.perf_counter() - before < 1
    assert not list(tmp_path.iterdir())


def test_a_plan_that_was_packed_comes_back(tmp_path: Path) -> None:
    folder = plan_folder(tmp_path)
    again = unpack(pack([folder]), tmp_path / "again")
    assert {one.name: one.read_bytes() for one in again.iterdir()} == {
        one.name: one.read_bytes() for one in folder.iterdir()
    }
    with pytest.raises(CutRefused):
        CutPlan.of(again).joined(CutPlan.of(again).units[0])
