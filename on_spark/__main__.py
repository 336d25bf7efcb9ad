"""Ask a base that stands as Parquet: `python -m on_spark FOLDER QUERY`, or say the query in Spark's SQL (`--sql`)."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from urllib.parse import parse_qsl

from dashboard.selection import Selection, read_params
from etl.paths import SQL
from on_spark.parameters import PARAMETERS
from on_spark.rewriting import Untranslatable
from on_spark.translate import query


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the answer as CSV, lists as JSON; the exit status is 0, or 1 where the query cannot be asked."""
    options = _parser().parse_args(arguments)
    try:
        told = query(options.query)
    except Untranslatable as error:
        print(error, file=sys.stderr)
        return 1
    if options.sql:
        print(told)
        return 0
    # Only here, since it takes Java: what a query says in Spark's SQL can be read without.
    from pyspark.errors import AnalysisException
    from pyspark.sql import SparkSession

    from on_spark.engine import Base

    builder = SparkSession.builder.appName("En regard")
    session = (builder.master(options.master) if options.master else builder).getOrCreate()
    try:
        base = Base(session, options.folder)
    except AnalysisException as error:
        said = str(error).split("\n")[0]
        print(f"{options.folder}: {said}\n  -> write it first: python -m etl parquet FOLDER", file=sys.stderr)
        return 1
    selection = _selection(base.ask("catalogue").collect(), options.selection)
    try:
        answer = base.ask(options.query, selection, **dict(options.set))
    except ValueError as error:
        print(f"{error}\n  -> --set NAME=VALUE for each that it takes", file=sys.stderr)
        return 1
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(answer.columns)
    out.writerows([_cell(value) for value in row] for row in answer.toLocalIterator())
    return 0


def _selection(catalogue: Sequence[object], address: str) -> Selection:
    """The Selection of an address; what of it means nothing here is told."""
    known: dict[str, set[str]] = {"references": set()}
    for row in catalogue:
        known.setdefault(row["field"], set()).add(row["value"])  # type: ignore[index]
    read = read_params(dict(parse_qsl(address)), known)
    if read.unknown:
        print(f"left out, since no data are of it: {', '.join(read.unknown)}", file=sys.stderr)
    return read.selection


def _cell(value: object) -> object:
    if isinstance(value, list | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value


def _given(text: str) -> tuple[str, str | int | bool | tuple[str, ...] | tuple[int, ...] | None]:
    """`name=value`, a list's values with commas between; nothing after `=` is NULL."""
    name, _, value = text.partition("=")
    if name not in PARAMETERS:
        raise argparse.ArgumentTypeError(f"{name} is none of {', '.join(sorted(PARAMETERS))}")
    kind = PARAMETERS[name]
    if not value:
        return name, None
    if kind == "BOOLEAN":
        return name, value.lower() in ("true", "1")
    try:
        if kind.endswith("[]"):
            return name, tuple(map(int, value.split(","))) if kind == "INTEGER[]" else tuple(value.split(","))
        return name, int(value) if kind == "INTEGER" else value
    except ValueError:
        raise argparse.ArgumentTypeError(f"{name} takes {kind}, and {value} is not") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m on_spark", description=__doc__)
    parser.add_argument(
        "folder", help="what `python -m etl parquet` has written: a folder, or an address that Spark reads"
    )
    names = sorted(script.stem for script in (SQL / "queries").glob("*.sql"))
    parser.add_argument("query", choices=names, metavar="QUERY", help="a file of sql/queries, without .sql")
    parser.add_argument(
        "--selection", default="", help="an address' query, as in the browser: 'theme=sante&annee=2026'"
    )
    parser.add_argument(
        "--set", type=_given, action="append", default=[], metavar="NAME=VALUE", help="another parameter"
    )
    parser.add_argument(
        "--master", help="the cluster that is asked (spark://…, yarn, k8s://…); else this machine alone"
    )
    parser.add_argument("--sql", action="store_true", help="print the query in Spark's SQL, and ask nothing")
    return parser


if __name__ == "__main__":
    sys.exit(main())
