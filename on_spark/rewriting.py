"""Where DuckDB says otherwise than Spark, and sqlglot does not tell it so: each function mends one kind of saying.

All change the tree of a query in place. Names that are made up begin with an underscore, as none of sql/ does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlglot import exp


class Untranslatable(ValueError):
    """A query says what nothing here knows how to say in Spark's SQL."""


def comprehensions(tree: exp.Expr) -> None:
    """`[a.b FOR a IN list IF a.c]` is `TRANSFORM(FILTER(list, a -> a.c), a -> a.b)`."""
    for array in list(tree.find_all(exp.Array)):
        if len(array.expressions) == 1 and isinstance(one := array.expressions[0], exp.Comprehension):
            values: exp.Expr = one.args["iterator"]
            if condition := one.args.get("condition"):
                values = exp.ArrayFilter(this=values, expression=_lambda(condition, one.expression))
            array.replace(exp.Transform(this=values, expression=_lambda(one.this, one.expression)))


def parts_of_lists(tree: exp.Expr) -> None:
    """`list[:2]` is `SLICE(list, 1, 2)`, and `list[1]`, which sqlglot counts from zero, `GET(list, 0)`: past the end
    neither is an error in DuckDB."""
    for bracket in list(tree.find_all(exp.Bracket)):
        (at,) = bracket.expressions
        if isinstance(at, exp.Slice) and at.this is None and at.expression and at.expression.is_int:
            first = exp.Literal.number(1)
            bracket.replace(exp.Anonymous(this="SLICE", expressions=[bracket.this, first, at.expression]))
        elif isinstance(at, exp.Literal) and at.is_int:
            bracket.replace(exp.Anonymous(this="GET", expressions=[bracket.this, at]))
        else:
            raise Untranslatable(f"{bracket.sql('duckdb')}: only parts between fixed places are told to Spark")


def lists_of_rows(tree: exp.Expr) -> None:
    """`list(x ORDER BY y)`, which keeps what is NULL and is NULL of no row, where Spark's COLLECT_LIST leaves the one
    out, has an empty list for the other, and no order: rows are collected with what orders them, and sorted then."""
    for made in list(tree.find_all(exp.ArrayAgg)):
        whole = made.parent if isinstance(made.parent, exp.Filter) else made
        counted: exp.Expr = exp.Count(this=exp.Star())
        if whole is not made:
            counted = exp.Filter(this=counted, expression=whole.expression.copy())
        values = _collected(made.this, whole)
        whole.replace(exp.Case(ifs=[exp.If(this=exp.GT(this=counted, expression=exp.Literal.number(0)), true=values)]))


def first_of_rows(tree: exp.Expr) -> None:
    """`any_value(x ORDER BY y)`, the first that is not NULL: of rows that are collected as for a list."""
    for chosen in list(tree.find_all(exp.AnyValue)):
        if not isinstance(chosen.this, exp.Order):
            continue
        top = chosen.parent if isinstance(chosen.parent, exp.IgnoreNulls) else chosen
        said = exp.Not(this=exp.Is(this=chosen.this.this.copy(), expression=exp.Null()))
        kept = exp.Filter(this=chosen.copy(), expression=exp.Where(this=said))
        values = _collected(chosen.this, kept)
        top.replace(exp.Anonymous(this="GET", expressions=[values, exp.Literal.number(0)]))


def _collected(said: exp.Expr, whole: exp.Expr) -> exp.Expr:
    """The values of an aggregate, in its order: `said` is its argument, `whole` it with its filter."""
    orders = said.expressions if isinstance(said, exp.Order) else []
    value = said.this if isinstance(said, exp.Order) else said
    is_distinct = isinstance(value, exp.Distinct)
    if is_distinct:
        (value,) = value.expressions
    row: exp.Expr = exp.Struct(
        expressions=[
            *(exp.PropertyEQ(this=exp.to_identifier(f"_{at}"), expression=one.this) for at, one in enumerate(orders)),
            exp.PropertyEQ(this=exp.to_identifier("_value"), expression=value.copy()),
        ]
    )
    rows: exp.Expr = exp.Anonymous(
        this="COLLECT_LIST", expressions=[exp.Distinct(expressions=[row]) if is_distinct else row]
    )
    if isinstance(whole, exp.Filter):
        rows = exp.Filter(this=rows, expression=whole.expression.copy())
    if orders:
        rows = exp.Anonymous(this="ARRAY_SORT", expressions=[rows, _comparison(orders)])
    one = exp.to_identifier("_row")
    return exp.Transform(this=rows, expression=_lambda(exp.column("_value", table="_row"), one))


def _comparison(orders: list[exp.Ordered]) -> exp.Lambda:
    """Which of two rows comes first: -1, 0 or 1."""
    ifs = []
    for at, order in enumerate(orders):
        left, right = (exp.column(f"_{at}", table=side) for side in ("_left", "_right"))
        before, after = (1, -1) if order.args.get("desc") else (-1, 1)
        missing = -1 if order.args.get("nulls_first") else 1
        for condition, result in (
            (exp.LT(this=left, expression=right), before),
            (exp.GT(this=left, expression=right), after),
            (_only_null(left, right), missing),
            (_only_null(right, left), -missing),
        ):
            ifs.append(exp.If(this=condition.copy(), true=exp.convert(result)))
    case = exp.Case(ifs=ifs, default=exp.Literal.number(0))
    return _lambda(case, exp.to_identifier("_left"), exp.to_identifier("_right"))


def _only_null(one: exp.Expr, other: exp.Expr) -> exp.Expr:
    return exp.And(
        this=exp.Is(this=one.copy(), expression=exp.Null()),
        expression=exp.Not(this=exp.Is(this=other.copy(), expression=exp.Null())),
    )


def _lambda(body: exp.Expr, *names: exp.Expr) -> exp.Lambda:
    return exp.Lambda(this=body.copy(), expressions=[name.copy() for name in names])


def lists_opened(tree: exp.Expr) -> None:
    """`SELECT unnest(a), unnest(b)` opens lists side by side, where two EXPLODE would pair each with each: one
    POSEXPLODE, of which `generate_subscripts` is the place. It stands behind FROM, so that names stay whose they are.
    """
    for select in list(tree.find_all(exp.Select)):
        opened = [node for one in select.expressions for node in _own(one) if _is_opening(node)]
        lists = list({node.this.sql(): node.this for node in opened if isinstance(node, exp.Explode)}.values())
        if not lists:
            continue
        if select.args.get("group") or select.is_star:
            said = select.sql("duckdb")[:200]
            raise Untranslatable(f"{said}: lists are opened where rows are grouped, or beside all columns")
        together = len(lists) > 1
        whole: exp.Expr = exp.Anonymous(this="ARRAYS_ZIP", expressions=lists) if together else lists[0]
        if not select.args.get("from_"):
            select.from_(exp.select("1").subquery("_once"), copy=False)
        opening = exp.Anonymous(this="POSEXPLODE", expressions=[whole.copy()])
        columns = [exp.to_identifier(name) for name in ("_place", "_one")]
        told = exp.TableAlias(this=exp.to_identifier("_opened"), columns=columns)
        select.append("laterals", exp.Lateral(this=opening, view=True, alias=told))
        place = exp.column("_place", table="_opened")
        for node in opened:
            if not isinstance(node, exp.Explode):
                node.replace(exp.Paren(this=exp.Add(this=place.copy(), expression=exp.Literal.number(1))))
            elif together:
                node.replace(exp.Anonymous(this="GET", expressions=[node.this.copy(), place.copy()]))
            else:
                node.replace(exp.column("_one", table="_opened"))


def _own(one: exp.Expr) -> Iterator[exp.Expr]:
    """What stands in an expression, but not in a query within it."""
    return one.walk(prune=lambda node: isinstance(node, exp.Query))


def _is_opening(node: exp.Expr) -> bool:
    return isinstance(node, exp.Explode) or (
        isinstance(node, exp.Anonymous) and node.name.lower() == "generate_subscripts"
    )


def rows_as_they_come(tree: exp.Expr) -> None:
    """`row_number() OVER ()` counts rows as they come; Spark wants an order, and has one for what comes."""
    for window in tree.find_all(exp.Window):
        if isinstance(window.this, exp.RowNumber) and not window.args.get("order"):
            coming = exp.Anonymous(this="MONOTONICALLY_INCREASING_ID")
            window.set("order", exp.Order(expressions=[exp.Ordered(this=coming)]))


def places_in_lists(tree: exp.Expr) -> None:
    """`list_position` of what is in no list is NULL in DuckDB, and 0 in Spark."""
    for call in list(tree.find_all(exp.Anonymous)):
        if call.name.lower() == "list_position":
            found = exp.Anonymous(this="ARRAY_POSITION", expressions=call.expressions)
            call.replace(exp.Nullif(this=found, expression=exp.Literal.number(0)))


def named_tables(tree: exp.Expr) -> None:
    """`query_table($name)` is `IDENTIFIER(:name)`."""
    for call in tree.find_all(exp.Anonymous):
        if call.name.lower() == "query_table":
            call.set("this", "IDENTIFIER")


def found_in_answers(tree: exp.Expr) -> None:
    """Whether NULL is among rows is unknown, and Spark says no: a row is left out alike, but what is shown differs."""
    for select in tree.find_all(exp.Select):
        for node in (node for one in select.expressions for node in _own(one)):
            if isinstance(node, exp.In) and node.args.get("query"):
                raise Untranslatable(
                    f"{node.sql('duckdb')[:200]} is shown: of NULL, Spark does not say that it is unknown"
                )


def own_catalogue(tree: exp.Expr) -> None:
    """What DuckDB knows of its own tables, and no other engine."""
    for call in tree.find_all(exp.Anonymous):
        if call.name.lower().startswith("duckdb_"):
            raise Untranslatable(f"{call.sql('duckdb')} tells what DuckDB knows of its own tables, and Spark does not")


REWRITINGS: tuple[Callable[[exp.Expr], None], ...] = (
    own_catalogue,
    found_in_answers,
    comprehensions,
    parts_of_lists,
    lists_of_rows,
    first_of_rows,
    lists_opened,
    rows_as_they_come,
    places_in_lists,
    named_tables,
)
