"""The types, macros and views of `sql/views`, and how macros are put in the place of their calls.

Spark has no macros over whole relations that take a value of any type: each call becomes the macro's own text, with
what the call gives in the place of the parameters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar

import sqlglot
from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.parsers.duckdb import DuckDBParser
from sqlglot.tokens import TokenType

from etl.paths import SQL

# sqlglot keeps such a statement as a text that it does not read.
_TYPE = re.compile(r"^CREATE TYPE (\w+) AS (.*?);\s*$", re.S | re.M)


class _Parser(DuckDBParser):
    FUNCTIONS: ClassVar = {
        **DuckDBParser.FUNCTIONS,
        # DuckDB measures texts and lists by either name; here `len` is of a list and `length` of a text.
        "LEN": exp.ArraySize.from_arg_list,
    }

    def _parse_function_parameter(self) -> exp.Expr | None:
        """Also one with a default, `of_any_theme := FALSE`, which sqlglot does not read."""
        parameter = super()._parse_function_parameter()
        if not self._match(TokenType.COLON_EQ):
            return parameter
        return self.expression(exp.PropertyEQ(this=parameter, expression=self._parse_disjunction()))


class HouseDuckDB(DuckDB):
    """DuckDB's SQL as `sql/` is written in it."""

    Parser = _Parser


@dataclass(frozen=True)
class Macro:
    """A macro: its parameters in order, each with its default if it has one, and what stands for a call."""

    parameters: dict[str, exp.Expr | None]
    body: exp.Expr


@dataclass(frozen=True)
class Definitions:
    """What `sql/views` defines, by name, in the order of its files."""

    types: dict[str, exp.DataType] = field(default_factory=dict)
    macros: dict[str, Macro] = field(default_factory=dict)
    views: dict[str, exp.Expr] = field(default_factory=dict)


def parsed(sql: str) -> list[exp.Expr]:
    """The statements of a script in DuckDB's SQL, without its remarks.

    Raises:
        sqlglot.errors.ParseError: it cannot be read.
    """
    statements = [statement for statement in sqlglot.parse(sql, read=HouseDuckDB) if statement is not None]
    for statement in statements:
        for node in statement.walk():
            node.comments = None
    return statements


@lru_cache
def definitions() -> Definitions:
    """What `sql/views` defines.

    Raises:
        ValueError: a statement defines neither a type, a macro nor a view.
    """
    found = Definitions()
    for script in sorted((SQL / "views").glob("*.sql")):
        text = script.read_text("utf-8")
        found.types.update({name: exp.DataType.build(told, dialect=HouseDuckDB) for name, told in _TYPE.findall(text)})
        for statement in parsed(_TYPE.sub("", text)):
            if isinstance(statement, exp.Comment | exp.Semicolon):
                continue
            if isinstance(statement, exp.Create) and isinstance(statement.this, exp.UserDefinedFunction):
                found.macros[statement.this.this.name] = _macro(statement)
            elif isinstance(statement, exp.Create) and statement.kind == "VIEW":
                found.views[statement.this.name] = statement.expression
            else:
                raise ValueError(f"{script}: this is neither a type, a macro nor a view: {statement.sql()[:80]}")
    return found


def _macro(statement: exp.Create) -> Macro:
    parameters = {
        parameter.this.name if isinstance(parameter, exp.PropertyEQ) else parameter.name: (
            parameter.expression if isinstance(parameter, exp.PropertyEQ) else None
        )
        for parameter in statement.this.expressions
    }
    return Macro(parameters, statement.expression)


def expanded(tree: exp.Expr, known: Definitions) -> exp.Expr:
    """The tree without calls of macros.

    Raises:
        ValueError: a call gives too few or too many arguments.
    """
    root = exp.Paren(this=tree)  # so that a call that is the whole tree has something above it
    while calls := list(_calls(root, known)):
        for call in calls:
            _put_in_place(call, known.macros[call.name])
    return root.this


def _calls(root: exp.Expr, known: Definitions) -> Iterator[exp.Anonymous]:
    """Calls that hold no other call."""
    for call in root.find_all(exp.Anonymous):
        if call.name in known.macros and not any(
            inner.name in known.macros for inner in call.find_all(exp.Anonymous) if inner is not call
        ):
            yield call


def _put_in_place(call: exp.Anonymous, macro: Macro) -> None:
    given = _given(call, macro)
    body = macro.body.copy()
    # All at once: what is given may bear the name of another parameter.
    for column in list(body.find_all(exp.Column)):
        if not column.table and column.name in given:
            column.replace(_wrapped(given[column.name]))
    table = call.parent
    if isinstance(table, exp.Table):
        alias = table.args.get("alias") or exp.TableAlias(this=exp.to_identifier(call.name))
        table.replace(exp.Subquery(this=body, alias=alias.copy(), joins=table.args.get("joins")))
    else:
        call.replace(exp.Paren(this=body))


def _given(call: exp.Anonymous, macro: Macro) -> dict[str, exp.Expr]:
    named = {one.this.name: one.expression for one in call.expressions if isinstance(one, exp.PropertyEQ)}
    placed = [one for one in call.expressions if not isinstance(one, exp.PropertyEQ)]
    given = {**macro.parameters, **dict(zip(macro.parameters, placed, strict=False)), **named}
    missing = [name for name, value in given.items() if value is None]
    if missing or len(placed) > len(macro.parameters) or given.keys() != macro.parameters.keys():
        raise ValueError(f"{call.sql()}: the macro {call.name} takes {_list(macro.parameters)}")
    return {name: value for name, value in given.items() if value is not None}


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


def _wrapped(given: exp.Expr) -> exp.Expr:
    """What is given, so that what stands around it takes it whole."""
    copy = given.copy()
    is_open = isinstance(copy, exp.Binary | exp.Unary | exp.Between) and not isinstance(copy, exp.Dot | exp.Paren)
    return exp.Paren(this=copy) if is_open else copy
