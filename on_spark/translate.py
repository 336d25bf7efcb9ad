"""The queries and views of `sql/` in Spark's SQL: one text, read by sqlglot, for both engines."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import ClassVar

import sqlglot
from sqlglot import ErrorLevel, exp
from sqlglot.dialects.spark import Spark
from sqlglot.generators.spark import SparkGenerator

from etl.paths import SQL
from on_spark.macros import definitions, expanded, parsed
from on_spark.parameters import typed
from on_spark.rewriting import REWRITINGS, Untranslatable

_COLLATIONS = {"NOCASE": "UTF8_LCASE"}


def _get_bit(self: SparkGenerator, call: exp.Getbit) -> str:
    """Spark has no type for many bits: they are figures 0 and 1, a byte each, as DuckDB reads them."""
    at = exp.Add(this=call.expression, expression=exp.Literal.number(1))
    byte = exp.Anonymous(this="SUBSTRING", expressions=[call.this, at, exp.Literal.number(1)])
    return self.sql(exp.cast(exp.cast(byte, "text"), "int"))


def _divided(self: SparkGenerator, division: exp.Div) -> str:
    """As DuckDB divides: always floating, and infinite by zero, where Spark has an error."""
    above, below = (self.sql(exp.cast(one, "double")) for one in (division.this, division.expression))
    infinite = f"CASE WHEN {below} = 0 THEN {above} * CAST('Infinity' AS DOUBLE) END"
    return f"COALESCE(TRY_DIVIDE({above}, {below}), {infinite})"


def _joined(self: SparkGenerator, joined: exp.ArrayConcat) -> str:
    """A list that is NULL adds nothing in DuckDB, and makes all NULL in Spark."""
    lists = (joined.this, *joined.expressions)
    return self.func("CONCAT", *(exp.Coalesce(this=one, expressions=[exp.Array()]) for one in lists))


def _flattened(self: SparkGenerator, flat: exp.Flatten) -> str:
    """A list of lists likewise passes over those that are NULL."""
    return f"FLATTEN(FILTER({self.sql(flat, 'this')}, _one -> _one IS NOT NULL))"


def _end(self: SparkGenerator, name: str, cut: exp.Left | exp.Right) -> str:
    """Of a number below zero DuckDB leaves as many letters out, where Spark takes none."""
    text, letters = self.sql(cut, "this"), self.sql(cut, "expression")
    if not cut.expression.is_int:
        letters = f"CASE WHEN {letters} < 0 THEN GREATEST(LENGTH({text}) + {letters}, 0) ELSE {letters} END"
    return f"{name}({text}, {letters})"


def _collated(self: SparkGenerator, collated: exp.Collate) -> str:
    if (name := collated.expression.name.upper()) not in _COLLATIONS:
        raise Untranslatable(f"{collated.sql('duckdb')}: of Spark's collations none is known here to be the same")
    return f"{self.sql(collated, 'this')} COLLATE {_COLLATIONS[name]}"


def _function(self: SparkGenerator, call: exp.Anonymous) -> str:
    if call.name.lower() != "strip_accents":
        return self.anonymous_sql(call)
    accented, bare = _accents()
    return self.func("TRANSLATE", *call.expressions, exp.Literal.string(accented), exp.Literal.string(bare))


@lru_cache
def _accents() -> tuple[str, str]:
    """Two texts, letter for letter: letters of Latin scripts with accents, and the same without. The first also has the
    accents that are characters by themselves, for which the second has nothing."""
    letters = {}
    for code in (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)):
        first, *others = list(unicodedata.normalize("NFD", chr(code)))
        if others and all(unicodedata.combining(one) for one in others):
            letters[chr(code)] = first
    alone = "".join(chr(code) for code in range(0x0300, 0x0370))
    return "".join(letters) + alone, "".join(letters.values())


class _Generator(SparkGenerator):
    # Spark has had QUALIFY and WITH inside of queries for long; sqlglot would write around them.
    EXPRESSIONS_WITHOUT_NESTED_CTES: ClassVar[set[type[exp.Expr]]] = set()
    TYPE_MAPPING: ClassVar = {
        **SparkGenerator.TYPE_MAPPING,
        exp.DType.BIT: "BINARY",
        exp.DType.TIMESTAMPNTZ: "TIMESTAMP_NTZ",
    }
    TRANSFORMS: ClassVar = {
        **{kind: way for kind, way in SparkGenerator.TRANSFORMS.items() if kind is not exp.Select},
        exp.Anonymous: _function,
        exp.ArrayConcat: _joined,
        exp.ArrayOverlaps: lambda self, e: self.func("ARRAYS_OVERLAP", e.this, e.expression),
        exp.Collate: _collated,
        exp.Div: _divided,
        exp.Flatten: _flattened,
        exp.Getbit: _get_bit,
        exp.Left: lambda self, e: _end(self, "LEFT", e),
        exp.Right: lambda self, e: _end(self, "RIGHT", e),
    }


class HouseSpark(Spark):
    """Spark's SQL, with what sqlglot does not tell in it."""

    Generator = _Generator


def in_spark(statement: exp.Expr) -> str:
    """A query in Spark's SQL.

    Args:
        statement: the query, as `macros.parsed` gives it; left as it is.

    Raises:
        Untranslatable, sqlglot.errors.UnsupportedError: it says what has no equal there.
    """
    known = definitions()
    tree = exp.Paren(this=typed(expanded(statement.copy(), known), known.types))
    for rewriting in REWRITINGS:
        rewriting(tree)
    return tree.this.sql(HouseSpark, pretty=True, unsupported_level=ErrorLevel.RAISE)


@lru_cache
def query(name: str) -> str:
    """`sql/queries/<name>.sql` in Spark's SQL."""
    (statement,) = parsed((SQL / "queries" / f"{name}.sql").read_text("utf-8"))
    return in_spark(statement)


@lru_cache
def asked_for(name: str) -> frozenset[str]:
    """The named parameters of `query(name)`."""
    tree = sqlglot.parse_one(query(name), read=HouseSpark)
    return frozenset(placeholder.name for placeholder in tree.find_all(exp.Placeholder))


def views() -> dict[str, str]:
    """The views of `sql/views`, each as the query that it is, in the order in which they are made."""
    return {name: in_spark(body) for name, body in definitions().views.items()}
