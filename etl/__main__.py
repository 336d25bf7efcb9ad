"""Command line of the ETL: `python -m etl build | check | report | read | territory | adopt | grants | parquet`."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, nullcontext
from pathlib import Path

from etl import parquet, whole
from etl.coding.codebook import read_codebook
from etl.errors import BuildError, SourceError
from etl.france import France
from etl.grants.bring import bring_list
from etl.grants.model import GrantsRefused
from etl.grants.packed import PackedList, bring_packed, kept_as
from etl.grants.together import forget_killed, together
from etl.inputs import is_current
from etl.load import build
from etl.paths import DATA, database_path, loaded_path
from etl.plans.packed import NotAPlan, opened
from etl.readers import PlanRefused, funding_of, read
from etl.report import agreement_report, owed_report, units_report
from etl.sources import read_sources


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the exit status is 0 when it succeeded, 1 when the sources forbid it.

    Of a build it is 3 while another is under way, and 4 when the disk forbids it.
    """
    # Documents and reports hold accents that a Windows console may not encode by default.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
    if options.command == "territory":
        return _territory(options.words)
    if options.command == "read":
        return _read(options.file, options.json)
    if options.command == "adopt":
        return _adopt(options.file, options.data)
    if options.command == "grants":
        return _grants(options.files, options.data, options.database)
    if options.command == "parquet":
        return _parquet(options.database, options.folder)
    data, database = options.data, options.database
    started = time.perf_counter()
    try:
        forget_killed(loaded_path(data))
        if options.command == "report":
            print(_report(options))
        elif options.command == "build" and options.if_changed and is_current(data, database):
            print(f"{database} is up to date")
        else:
            content_hash = build(data, database, _say, only_check=options.command == "check")
            done = "Checked" if options.command == "check" else f"Built {database}"
            print(f"{done} in {time.perf_counter() - started:.1f} s, content {content_hash[:12]}")
    except (SourceError, BuildError) as error:
        print(error, file=sys.stderr)
        return error.status if isinstance(error, BuildError) else 1
    return 0


def _say(message: str) -> None:
    print(message, flush=True)


def _read(file: Path, as_json: bool) -> int:
    """Tell what a planner's file holds; what is told is French, as the page tells it."""
    try:
        found = read(file.read_bytes(), file.name)
    except (PlanRefused, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    if as_json:
        told = found.as_json()
        for unit, one in zip(found.units, told["units"], strict=True):
            one["funding"] = funding_of(unit.fields, found.facts).as_json()
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    print(f"{file.name} : {found.shape}, {len(found.units)} unités")
    for name, value in found.facts.items():
        print(f"  {name} : {value}")
    above: tuple[str, ...] = ()
    for unit in found.units:
        if unit.headings != above:
            above = unit.headings
            print(f"\n{' › '.join(above)}")
        print(f"- {f'{unit.label} ' if unit.label else ''}{unit.title}  [{unit.place.said()}]")
        for line in funding_of(unit.fields, found.facts).lines():
            print(f"    {line}")
    for doubt in found.doubts:
        print(f"? {doubt.place.said()} : {doubt.why}")
    return 0


def _adopt(file: Path, data: Path) -> int:
    """Take what left a workspace into what everybody reads, if all that is built of it holds: its plans into the
    documents, its lists of grants among those that are loaded; all of it or nothing."""
    documents, into = data / "documents", loaded_path(data)
    # Nobody reads it there: it is no document until it was tried.
    with tempfile.TemporaryDirectory(dir=documents, prefix=".adopting-") as beside:
        try:
            packed = opened(file.read_bytes())
            for plan in packed.plans:
                if (folder := documents / plan.name).exists():
                    print(f"{folder} is there already\n  -> remove it first, or rename its plan", file=sys.stderr)
                    return 1
            tried = [plan.write(Path(beside)) for plan in packed.plans]
            with together(into) if packed.lists else nullcontext(lambda name: None) as note:
                told = [line for one in packed.lists for line in _adopted(one, into, data, note)]
                build(data, database_path(), only_check=True, plans=tried, loading=bool(packed.lists))
                told = [*(f"{folder} is adopted" for folder in _moved(tried, documents)), *told]
        except (NotAPlan, GrantsRefused, SourceError, BuildError, OSError) as error:
            print(error, file=sys.stderr)
            return 1
    print("\n".join([*told, "  -> python -m etl build"]))
    return 0


def _moved(folders: Sequence[Path], into: Path) -> list[Path]:
    """Move folders, all of them or none; where they are then."""
    with ExitStack() as back:
        for folder in folders:
            back.callback(whole.put(folder, into / folder.name).rename, folder)
        back.pop_all()
    return [into / folder.name for folder in folders]


def _adopted(packed: PackedList, into: Path, data: Path, note: Callable[[str], None]) -> list[str]:
    """Load a list that came with a plan for everybody, unless that was done already; what is told of it."""
    if (known := kept_as(packed, into)) is not None:
        return [f"{packed.name} is loaded already, as « {known} »"]
    found = bring_packed(packed, into, read_codebook(data / "codebook").rules, note)
    return [f"{found.folder} is loaded, for everybody", *(f"  {line}" for line in found.said())]


def _grants(files: Sequence[Path], data: Path, database: Path) -> int:
    """Load lists of grants into the base that everybody reads: all of them, or none where one cannot be."""
    into = loaded_path(data)
    try:
        rules = read_codebook(data / "codebook").rules
        with together(into) as note:
            for file in files:
                found = bring_list(file.read_bytes(), file.name, into, rules, note=note)
                print("\n  ".join([str(file), *found.said()]))
                for fault in found.faults:
                    print(f"    ligne {fault.line} : {fault.why}")
            build(data, database, _say, loading=True)
    except (GrantsRefused, SourceError, BuildError) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error}\n  -> name files that are there, and free space; nothing was loaded", file=sys.stderr)
        return 1
    return 0


def _territory(words: Sequence[str]) -> int:
    """Tell, in French, who bears a name, or what numbers are together."""
    france = France(DATA / "reference" / "france")
    if all(word.isdecimal() for word in words):
        try:
            found = france.together(words)
        except KeyError as error:
            print(f"Aucune commune et aucun EPCI n’a le SIREN {error.args[0]}.", file=sys.stderr)
            return 1
        print(" + ".join(one.said() for one in found.members))
        where = f"{', '.join(found.departments)} ; {', '.join(found.regions)}"
        print(f"{found.communes} communes, {found.population} habitants (population municipale 2023), {where}")
        return 0
    members = france.find(" ".join(words))
    if not members:
        print("Aucune commune et aucun EPCI ne porte ce nom : en essayer une partie.", file=sys.stderr)
        return 1
    for one in members:
        print(f"{one.siren}  {one.said()}, {one.population} habitants")
    return 0


def _report(options: argparse.Namespace) -> str:
    if options.owed:
        return owed_report(options.data)
    sources = read_sources(options.data)
    return units_report(sources) if options.units else agreement_report(sources)


def _parquet(database: Path, folder: Path) -> int:
    try:
        names = parquet.write(database, folder)
    except BuildError as error:
        print(error, file=sys.stderr)
        return error.status
    print(f"{len(names)} tables of {database} are in {folder}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (
        ("build", "read the sources, build the database, check it and put it in place"),
        ("check", "the same without touching the database in place"),
        ("report", "how far the readings and the rules agree"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("--data", type=Path, default=DATA, help="the folder of the sources")
        command.add_argument("--database", type=Path, default=database_path(), help="the DuckDB file")
        if name == "build":
            command.add_argument("--if-changed", action="store_true", help="only if an input has changed")
        if name == "report":
            command.add_argument("--units", action="store_true", help="list the units with their codes instead")
            command.add_argument("--owed", action="store_true", help="list the decisions that are owed instead")
    said = "read a planner's file (workbook, CSV, text, Markdown) and tell its units, their places and fields"
    reading = commands.add_parser("read", help=said, description=said)
    reading.add_argument("file", type=Path)
    reading.add_argument("--json", action="store_true", help="as JSON, with all fields")
    said = "take a plan that left a workspace as a ZIP, and its lists of grants, into what everybody reads"
    adopting = commands.add_parser("adopt", help=said, description=said)
    adopting.add_argument("file", type=Path)
    adopting.add_argument("--data", type=Path, default=DATA, help="the folder of the sources")
    said = "load lists of grants (state grants, Fonds vert, SCDL « subventions attribuées ») and build the database"
    granting = commands.add_parser("grants", help=said, description=said)
    granting.add_argument("files", type=Path, nargs="+", metavar="FILE")
    granting.add_argument("--data", type=Path, default=DATA, help="the folder of the sources")
    granting.add_argument("--database", type=Path, default=database_path(), help="the DuckDB file")
    said = "write all tables of the database as Parquet, for another engine (python -m on_spark)"
    writing = commands.add_parser("parquet", help=said, description=said)
    writing.add_argument("folder", type=Path, help="a folder that is not there yet")
    writing.add_argument("--database", type=Path, default=database_path(), help="the DuckDB file")
    said = "find communes and intercommunalities of France by name, or put SIREN numbers together into one territory"
    territory = commands.add_parser("territory", help=said, description=said)
    territory.add_argument("words", nargs="+", metavar="NAME or SIREN")
    return parser


def _run() -> int:
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # Who reads what is told has read enough (`| head`): nothing is left to say, not even at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


if __name__ == "__main__":
    sys.exit(_run())
