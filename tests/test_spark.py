"""The queries of sql/queries, translated to Spark, against DuckDB's answers: row for row, in the same order."""

from __future__ import annotations

import csv
import io
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.bases import make
from benchmarks.grants import invented
from dashboard import queries
from dashboard.selection import Selection
from etl.coding.codebook import read_codebook
from etl.grants.bring import bring_list
from etl.load import build
from etl.parquet import write
from etl.paths import DATA, SQL
from tests.brought import ROWS, plan_folder, workbook
from tests.questions import SELECTIONS, Question, answer_of_duckdb, asked, is_same
from tests.sparked import rows_of, session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from on_spark.engine import Base

__all__ = ["session"]
QUERIES = sorted(script.stem for script in (SQL / "queries").glob("*.sql"))
# Queries that by their nature only DuckDB answers, each with the reason. All others are asked of both.
EXCEPTED = {
    "dictionary": "lists the tables and columns of the DuckDB file with their comments, from DuckDB's own catalogue",
    "keys": "lists the constraints of the DuckDB file, from DuckDB's own catalogue",
}
# An action whose cost is not sure, beside those whose sums are.
_DOUBTED = (*ROWS[-1][:2], 5, "Restaurer les vergers", *ROWS[-1][4:8], "entre 10 000 et 20 000 €", "", "")
# Of invented plans: what pages count, list and search, not all that they ask.
OF_MANY = (
    "action_page", "counted", "facets", "funder_by_territory", "periods", "scheme_by_territory", "theme_by_funder",
    "theme_by_territory",
)  # fmt: skip


@pytest.fixture(scope="module")
def reading(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The shipped base, and beside it what visitors bring, so that no query answers nothing: a plan whose fields state
    sums, a list of grants of all France. The functions of `queries` read it, not `database`, which they did before."""
    where = tmp_path_factory.mktemp("brought")
    bring_list(invented(3_000), "dotations.csv", where / "grants", read_codebook(DATA / "codebook").rules)
    plan = plan_folder(where, workbook((*ROWS, _DOUBTED)))
    build(DATA, where / "base.duckdb", plans=[plan], grants=sorted((where / "grants").iterdir()))
    yield from _read(where / "base.duckdb")


def _read(path: Path) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EN_REGARD_DB", str(path))
        yield path


@pytest.fixture(scope="module")
def base(reading: Path, session: SparkSession) -> Base:
    return _opened(reading, session)


def _opened(database: Path, session: SparkSession) -> Base:
    from on_spark.engine import Base

    folder = database.with_name("parquet")
    write(database, folder)
    return Base(session, str(folder))


@pytest.fixture(scope="module")
def questions(reading: Path) -> Mapping[str, list[Question]]:
    """What is asked of each query."""
    found = defaultdict(list)
    for question in asked(_own_values()):
        found[question.name].append(question)
    return found


def _own_values() -> dict[str, tuple[object, ...]]:
    """Values for the parameters of the functions that ask, of which the base knows something."""
    everywhere = queries.actions(Selection(territories=tuple(queries.territories()["territory_id"])))
    brought = everywhere[everywhere["document_id"].str.contains("faucigny")]["action_id"].iloc[0]
    scheme = next(id for id in everywhere["action_id"] if len(queries.action_usual_funding(id)))
    return {
        "action_id": (brought, scheme),
        "apart": (False, True),
        "chosen": ((), ("243100518", "244600482")),
        "code": ("sante", "etat", "acv"),
        "codes": (None, ("sante", "mobilite"), ("leader",)),
        "document_id": (everywhere["document_id"].iloc[0], everywhere["document_id"].iloc[-1]),
        "entries": ((1, 5, 3, 7),),
        "field": ("themes", "funders", "schemes"),
        "first_line": (10,),
        "funder": ("État",),
        "groups": ((0, 0, 1, 2),),
        "ids": (tuple(everywhere["action_id"].iloc[[3, 0, 40]]), ()),
        "kind": ("action", "ligne"),
        "last_line": (30,),
        "most": (5, 1_000),
        "pair": tuple(queries.agreement()["pair"].unique()),
        "places": ((9, 1, 3),),
        "skipped": (0, 2),
        "sorted_by": ("", "titre", "theme", "engagement", "periode"),
        "terms": (("velo", "mobil", "sant"),),
        "territories": (None, ("cahors", "occitanie")),
        "territory": ("cahors",),
        "territory_id": ("midi-quercy", "cahors"),
        "within": (None, SELECTIONS["territories"]),
        "word": ("velo", "mobilte"),
    }


def test_each_selection_but_one_keeps_actions_and_no_two_keep_the_same(reading: Path) -> None:
    kept = {name: frozenset(queries.actions(selection)["action_id"]) for name, selection in SELECTIONS.items()}
    assert [name for name, actions in kept.items() if not actions] == ["nothing"]
    # Words filter nothing: they are what is searched for.
    assert kept.pop("words") == kept["all"]
    assert len(set(kept.values())) == len(kept)


@pytest.mark.parametrize("name", [name for name in QUERIES if name not in EXCEPTED])
def test_spark_answers_as_duckdb_does(name: str, base: Base, questions: Mapping[str, list[Question]]) -> None:
    assert questions[name], "nothing asks this query: say in tests/questions.py what it is given"
    rows = [compared(question, base) for question in questions[name]]
    assert any(rows), "DuckDB has no row for any of these questions: nothing was compared"


def _is_ordered(name: str) -> bool:
    from on_spark.macros import parsed

    (statement,) = parsed((SQL / "queries" / f"{name}.sql").read_text("utf-8"))
    return bool(statement.args.get("order"))


def compared(question: Question, base: Base) -> int:
    """How many rows both engines have, alike."""
    columns, rows = answer_of_duckdb(question)
    answer = base.ask(question.name, **question.given)
    assert answer.columns == columns
    found = rows_of(answer)
    if not _is_ordered(question.name):
        rows, found = sorted(rows, key=repr), sorted(found, key=repr)
    for at, (ours, theirs) in enumerate(zip(rows, found, strict=False)):
        told = {
            name: (one, other)
            for name, one, other in zip(columns, ours, theirs, strict=True)
            if not is_same(one, other)
        }
        assert not told, f"row {at} of {question}: what DuckDB and what Spark say"
    assert len(found) == len(rows), question
    return len(rows)


@pytest.mark.parametrize("name", EXCEPTED)
def test_what_is_excepted_cannot_be_said_in_spark(name: str) -> None:
    from on_spark.rewriting import Untranslatable
    from on_spark.translate import query

    assert name in QUERIES
    with pytest.raises(Untranslatable, match="DUCKDB_"):
        query(name)


def test_of_ten_thousand_actions_spark_answers_as_duckdb_does(
    base: Base, database: Path, session: SparkSession, tmp_path: Path
) -> None:
    make(tmp_path / "many.duckdb", 10_000, 100, database)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EN_REGARD_DB", str(tmp_path / "many.duckdb"))
        territories = tuple(queries.territories()["territory_id"].iloc[:8])
        of_some = Selection(territories=territories, themes=("mobilite", "sante"), with_secondary=True)
        many = _opened(tmp_path / "many.duckdb", session)
        for name, selection in itertools.product(OF_MANY, (Selection(), of_some)):
            given = {"most": 50, "skipped": 100, "sorted": "titre"}
            own = {one: given[one] for one in _taken(name) & given.keys()}
            assert compared(Question(name, tuple(sorted({**own, "selection": selection}.items()))), many)
    # The base that was there before is still the one that is asked.
    assert compared(Question("counted", (("selection", Selection()),)), base)


def _taken(name: str) -> frozenset[str]:
    from on_spark.translate import asked_for

    return asked_for(name)


def test_the_command_prints_an_answer_as_csv(base: Base, reading: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from on_spark.__main__ import main

    folder = str(reading.with_name("parquet"))
    told = ["--selection", "territoire=cahors,nulle-part&theme=sante&secondaires=1", "--set", "most=3"]
    assert main([folder, "first_actions", *told]) == 0
    said = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(said.out)))
    expected = queries.first_actions(Selection(territories=("cahors",), themes=("sante",), with_secondary=True), 3)
    assert [row["action_id"] for row in rows] == expected["action_id"].tolist()
    assert "nulle-part" in said.err
    assert main([folder, "first_actions"]) == 1
    assert "first_actions takes most too\n  -> --set" in capsys.readouterr().err
    assert main([folder, "themes", "--set", "most=3"]) == 1
    assert "themes takes no most\n  -> --set" in capsys.readouterr().err
    assert main([f"{folder}-elsewhere", "themes"]) == 1
    assert "write it first: python -m etl parquet" in capsys.readouterr().err


def test_the_command_says_a_query_in_sparks_own_words(capsys: pytest.CaptureFixture[str]) -> None:
    from on_spark.__main__ import main

    assert main(["nowhere", "counted", "--sql"]) == 0
    assert "CAST(:kept_codes AS BINARY)" in capsys.readouterr().out
    assert main(["nowhere", "keys", "--sql"]) == 1
    assert "DuckDB" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["nowhere", "counted", "--set", "most=beaucoup"])
    assert "INTEGER" in capsys.readouterr().err
