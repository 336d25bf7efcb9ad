"""What DuckDB says in one way and Spark in another, word by word: both give the same, also where lists are empty, cells
are NULL and letters bear accents."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from etl.paths import SQL
from tests.questions import is_same
from tests.sparked import rows_of, session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["session"]
# Rows with all that may be missing; the names are those of no query.
_ROWS = """
WITH told (n, kind, word, eur, codes, bodies) AS (
    VALUES
    (1, 'a', 'Été', 10.50::DECIMAL(18, 2), ['x', 'y'], [{'id': 'p', 'pays': TRUE}, {'id': 'q', 'pays': FALSE}]),
    (2, 'a', 'eau', NULL, ['y'], []),
    (3, 'b', 'Eau', 0.00, [], [{'id': 'q', 'pays': TRUE}]),
    (4, 'b', NULL, 7.25, NULL, NULL),
    (5, 'c', 'œuvre', 10.50, ['z', 'x', 'y'], [{'id': 'p', 'pays': NULL}])
)
"""


def both(query: str, session: SparkSession, **given: Any) -> list[list[Any]]:
    """What DuckDB answers, once Spark has answered the same."""
    from on_spark.macros import parsed
    from on_spark.translate import in_spark

    with duckdb.connect() as connection:
        rows = [list(row) for row in connection.execute(query, given or None).fetchall()]
    (statement,) = parsed(query)
    told = in_spark(statement)
    found = rows_of(session.sql(told, args=given))
    assert len(found) == len(rows) and all(map(is_same, rows, found)), f"{rows}\n{found}\n{told}"
    return rows


@pytest.mark.parametrize(
    "said",
    [
        # Lists made of rows: their order, what is missing, none at all.
        "list(n ORDER BY n)",
        "list(word ORDER BY n DESC)",
        "list(n ORDER BY eur DESC, n)",
        "list(n ORDER BY eur, n DESC)",
        "list(n ORDER BY eur NULLS FIRST, n)",
        "list(DISTINCT eur ORDER BY eur)",
        "list(DISTINCT word ORDER BY word DESC) FILTER (n > 1)",
        "list(n ORDER BY n) FILTER (n > 3)",
        "list({'n': n, 'word': word} ORDER BY n)",
        "list(n)",
        "coalesce(list(n ORDER BY n) FILTER (n > 3), [])",
        "list_sort(list_distinct(flatten(list(codes))))",
        # The first of rows.
        "any_value(word ORDER BY n DESC)",
        "any_value(eur ORDER BY word, n)",
        "min_by(word, n)",
        "median(eur::DOUBLE)",
        # Texts of rows.
        "string_agg(word, ', ' ORDER BY n)",
        "string_agg(DISTINCT word, ' ' ORDER BY word)",
        "count(*) FILTER (eur > 5)",
        "sum(eur)",
        "sum(n) / count(eur)",
    ],
)
def test_rows_taken_together(said: str, session: SparkSession) -> None:
    assert both(f"{_ROWS} SELECT kind, {said} AS answer FROM told GROUP BY ALL ORDER BY kind", session)
    both(f"{_ROWS} SELECT {said} AS answer FROM told", session)
    both(f"{_ROWS} SELECT {said} AS answer FROM told WHERE n > 9", session)


@pytest.mark.parametrize(
    "said",
    [
        "[one.id FOR one IN bodies]",
        "[one.id || '!' FOR one IN bodies IF one.pays]",
        "len(list_filter(bodies, LAMBDA one: one.pays)) > 0",
        "codes[:1]",
        "codes[:2]",
        "codes[1]",
        "codes[3]",
        "list_contains(codes, 'x')",
        "list_contains(codes, word)",
        "list_has_any(codes, ['x', 'z'])",
        "list_position(['c', 'a'], kind)",
        "list_concat(codes, ['w'])",
        "list_append(codes, kind)",
        "get_bit('0110101'::BIT, n)",
        "n / 2",
        "eur / n",
        "n / eur",
        "eur / eur",
        "-n / 0",
        "n // 2",
        "(n - 4) // 2",
        "lower(strip_accents(word))",
        "concat_ws(', ', kind, word)",
        "kind || word",
        "split_part('31 46 82', ' ', n)",
        "left(word, n - 2)",
        "right(word, 2)",
        "right(word, n - 3)",
        "list_concat(CASE WHEN n > 4 THEN codes END, CASE WHEN n > 2 THEN codes END)",
        "length(word)",
        "replace(word, 'a', ' ')",
        "try_cast(word AS INTEGER)",
        "(eur > 5) IS NOT FALSE",
        "CASE kind WHEN 'a' THEN word END",
        "coalesce(codes, [])",
        "{'n': n, 'list': codes}",
        "count(*) FILTER (eur > 5) OVER (PARTITION BY kind)",
        "row_number() OVER (PARTITION BY kind ORDER BY eur DESC, n)",
    ],
)
def test_a_row_by_itself(said: str, session: SparkSession) -> None:
    assert both(f"{_ROWS} SELECT n, {said} AS answer FROM told ORDER BY n", session)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT n, unnest(codes) AS code FROM told ORDER BY n, code",
        "SELECT n, unnest(codes) AS code, generate_subscripts(codes, 1) = 1 AS is_first FROM told ORDER BY n, code",
        "SELECT n, unnest(codes) AS code, unnest(bodies).id AS body FROM told ORDER BY n, code, body",
        "SELECT DISTINCT unnest(codes) AS code FROM told WHERE n < 5 ORDER BY code",
        "SELECT unnest([1, 2]) AS one, unnest(['a', 'b', 'c']) AS other ORDER BY other",
        "SELECT n FROM told WHERE kind IN (SELECT unnest(['b', 'c'])) ORDER BY n",
        "SELECT n FROM told QUALIFY row_number() OVER (PARTITION BY kind ORDER BY n) = 1 ORDER BY n",
        "SELECT nth, n FROM (SELECT row_number() OVER () AS nth, n FROM (SELECT n FROM told ORDER BY n DESC LIMIT 3))"
        " ORDER BY nth",
        "SELECT * EXCLUDE (bodies, codes) FROM told ORDER BY eur, word",
        "SELECT n FROM told WHERE word NOT IN (SELECT word FROM told WHERE n < 3) ORDER BY n",
        "SELECT n FROM told WHERE n > 4 OR word NOT IN (SELECT word FROM told WHERE n < 3) ORDER BY n",
        "SELECT n FROM told WHERE n > 4 OR NOT (word IN (SELECT word FROM told WHERE n > 1)) ORDER BY n",
        "SELECT n FROM told ORDER BY eur DESC, n",
        "SELECT n FROM told ORDER BY eur, n DESC",
        "SELECT n FROM told ORDER BY codes, n",
        "SELECT n FROM told ORDER BY word COLLATE NOCASE, n",
        "SELECT kind FROM told SEMI JOIN (SELECT 'a' AS kind) AS one USING (kind) ORDER BY n",
        "SELECT kind, n FROM (SELECT 'd' AS kind, 9 AS m) AS one FULL JOIN told USING (kind) ORDER BY kind, n",
        "SELECT told.* FROM told INNER JOIN (SELECT 'a' AS kind, 1 AS n) AS one USING (n, kind)",
    ],
)
def test_a_query_of_its_own_shape(query: str, session: SparkSession) -> None:
    assert both(_ROWS + query, session)


def test_accents_go_as_duckdb_takes_them(session: SparkSession) -> None:
    letters = [chr(code) for code in (*range(0x20, 0x250), *range(0x300, 0x370), *range(0x1E00, 0x1F00))]
    words = [f"a{letter}b" for letter in letters if unicodedata.category(letter) not in ("Cc", "Cn")]
    words += ["Çà et là, l’été où l’œuvre naît", "e\u0301te\u0301"]
    both("SELECT word, strip_accents(word) AS bare FROM (SELECT unnest($terms) AS word)", session, terms=words)


def test_a_value_that_is_missing_keeps_its_type(session: SparkSession) -> None:
    asked = "SELECT n FROM (SELECT 1 AS n, 'a' AS kind) WHERE $codes IS NULL OR list_contains($codes, kind)"
    assert both(asked, session, codes=None) == [[1]]
    assert both(asked, session, codes=["a"]) == [[1]]
    assert both(asked, session, codes=[]) == []


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("SELECT codes[n] FROM told", "fixed places"),
        ("SELECT codes[-1] FROM told", "fixed places"),
        ("SELECT codes[2:3] FROM told", "fixed places"),
        ("SELECT *, unnest(codes) FROM told", "beside all columns"),
        ("SELECT unnest(codes), count(*) FROM told GROUP BY ALL", "grouped"),
        ("SELECT word FROM told ORDER BY word COLLATE DE", "collations"),
        ("SELECT table_name FROM duckdb_tables()", "its own tables"),
        ("SELECT n, word IN (SELECT word FROM told) AS is_there FROM told", "unknown"),
    ],
)
def test_what_has_no_equal_is_refused_not_guessed(query: str, why: str) -> None:
    from on_spark.macros import parsed
    from on_spark.rewriting import Untranslatable
    from on_spark.translate import in_spark

    (statement,) = parsed(query)
    with pytest.raises(Untranslatable, match=why):
        in_spark(statement)


def test_a_macro_is_given_what_it_takes() -> None:
    from on_spark.macros import definitions, expanded, parsed

    for call in ("is_chosen(a)", "is_chosen(a, b, c)", "is_chosen(a, other := b)"):
        (statement,) = parsed(f"SELECT {call} FROM t")
        with pytest.raises(ValueError, match="takes chosen, value"):
            expanded(statement, definitions())


def test_what_a_macro_is_given_may_bear_the_name_of_its_parameters() -> None:
    from on_spark.macros import definitions, expanded, parsed

    (statement,) = parsed("SELECT is_chosen(value, chosen) FROM t")
    assert (
        expanded(statement, definitions()).sql("duckdb")
        == "SELECT (value IS NULL OR ARRAY_CONTAINS(value, chosen)) FROM t"
    )


def test_every_parameter_of_a_query_has_a_type_and_none_is_left_over() -> None:
    from on_spark.parameters import PARAMETERS

    named = {
        name for script in (SQL / "queries").glob("*.sql") for name in re.findall(r"\$(\w+)", script.read_text("utf-8"))
    }
    assert named - {"selection", "kept"} == set(PARAMETERS)
