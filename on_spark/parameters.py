"""What a query is given, as Spark takes it: a named parameter for each plain value, each cast to its type.

Spark writes a parameter's value into the text of a query wherever it is named: of a Selection, and of what it keeps,
each field is therefore a parameter of its own (`:kept_codes`), so that a query holds only those that it asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlglot import exp

# Those of sql/queries that are no value of sql/views. Nothing (None) bears no type of its own, nor does an empty list.
PARAMETERS = {
    "action_id": "VARCHAR",
    "apart": "BOOLEAN",
    "chosen": "VARCHAR[]",
    "code": "VARCHAR",
    "codes": "VARCHAR[]",
    "document_id": "VARCHAR",
    "entries": "INTEGER[]",
    "field": "VARCHAR",
    "first_line": "INTEGER",
    "funder": "VARCHAR",
    "grid": "VARCHAR",
    "groups": "INTEGER[]",
    "ids": "VARCHAR[]",
    "kind": "VARCHAR",
    "last_line": "INTEGER",
    "most": "INTEGER",
    "pair": "VARCHAR",
    "places": "INTEGER[]",
    "relation": "VARCHAR",
    "skipped": "INTEGER",
    "sorted": "VARCHAR",
    "terms": "VARCHAR[]",
    "territories": "VARCHAR[]",
    "territory": "VARCHAR",
    "territory_id": "VARCHAR",
    "word": "VARCHAR",
}


def typed(tree: exp.Expr, types: Mapping[str, exp.DataType]) -> exp.Expr:
    """The tree with each parameter cast to its type, and each field of a composite value a parameter of its own.

    Args:
        tree: a query without macros.
        types: the composite types, by name; a parameter of that name is of it.

    Raises:
        KeyError: a parameter of which no type is known.
        ValueError: a composite value is asked for as a whole.
    """
    root = exp.Paren(this=tree)
    for placeholder in list(root.find_all(exp.Placeholder)):
        if placeholder.name not in types:
            kind = exp.DataType.build(PARAMETERS[placeholder.name], dialect="duckdb")
            placeholder.replace(exp.Cast(this=placeholder.copy(), to=kind))
    for value, kind in list(_composite(root, types)):
        top: exp.Expr = value
        while isinstance(top.parent, exp.Paren):
            top = top.parent
        path = []
        while isinstance(top.parent, exp.Dot) and top.arg_key == "this":
            top = top.parent
            path.append(top.expression.name)
            kind = _field(kind, path[-1])
        if kind.is_type("struct"):
            raise ValueError(f"{value.sql()} is asked for as a whole, and Spark is given its fields")
        given = value.this if isinstance(value, exp.Cast) else value
        plain = given.copy() if isinstance(given, exp.Null) else exp.Placeholder(this="_".join([given.name, *path]))
        top.replace(exp.Cast(this=plain, to=kind.copy()))
    return root.this


def _composite(root: exp.Expr, types: Mapping[str, exp.DataType]) -> Iterator[tuple[exp.Expr, exp.DataType]]:
    """Values of composite types, with their types: parameters, or NULL in their place."""
    for cast in root.find_all(exp.Cast):
        name = cast.to.sql().lower()
        if name in types:
            inner = cast.this.unnest()
            cast.set("this", inner)
            yield cast, types[name]
    for placeholder in root.find_all(exp.Placeholder):
        if placeholder.name in types and not isinstance(placeholder.parent, exp.Cast):
            yield placeholder, types[placeholder.name]


def _field(kind: exp.DataType, name: str) -> exp.DataType:
    for field in kind.expressions:
        if field.name == name:
            return field.args["kind"]
    raise ValueError(f"{kind.sql()} has no field {name}")


def flat(name: str, value: object) -> dict[str, object]:
    """A composite value as the parameters of its fields: `kept_but_for_themes`."""
    if not isinstance(value, Mapping):
        return {name: value}
    return {key: one for part, inner in value.items() for key, one in flat(f"{name}_{part}", inner).items()}
