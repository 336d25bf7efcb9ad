"""A base that stands as Parquet, asked by Spark with the questions of `sql/queries`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np
import pandas as pd
from pyspark.sql import DataFrame, SparkSession

from dashboard.judged import kept
from dashboard.selection import Selection
from etl.paths import SQL
from on_spark.parameters import flat
from on_spark.translate import asked_for, query, views

# Python's plain values, as a query's parameters are.
Plain = str | int | bool | tuple[str, ...] | tuple[int, ...] | None


def table_names() -> list[str]:
    """The tables of a base: `sql/schema` and `sql/derived` have a file each."""
    return [
        script.stem.split("_", 1)[1]
        for folder in ("schema", "derived")
        for script in sorted((SQL / folder).glob("*.sql"))
    ]


class Base:
    """A base in a folder of Parquet files, as `python -m etl parquet` writes it.

    Args:
        session: a session of the Spark that is asked. The base has one of its own beside it, for its tables' names.
        folder: a path, or an address that Spark reads (`s3a://…`).
    """

    def __init__(self, session: SparkSession, folder: str) -> None:
        self._session = session.newSession()
        self._judged: dict[Selection, dict[str, object]] = {}
        for name in table_names():
            self._session.read.parquet(f"{folder.rstrip('/')}/{name}.parquet").createTempView(name)
        for name, body in views().items():
            self._session.sql(body).createTempView(name)

    def ask(self, name: str, selection: Selection | None = None, **parameters: Plain) -> DataFrame:
        """The answer to `sql/queries/<name>.sql`, not yet computed: `collect`, `toPandas` or `write` do.

        Args:
            name: the query.
            selection: what it is given as `selection` and `kept`, whichever it asks for.
            parameters: its others.

        Raises:
            Untranslatable: Spark has no words for what it asks.
            ValueError: it takes another parameter, or does not take one that is given.
        """
        given: dict[str, object] = {one: _plain(value) for one, value in parameters.items()}
        wanted = asked_for(name)
        if others := sorted(given.keys() - wanted):
            raise ValueError(f"{name} takes no {', '.join(others)}")
        if selection is not None:
            given |= flat("selection", selection.parameters())
            if any(one.startswith("kept_") for one in wanted):
                given |= flat("kept", self._kept(selection))
        if missing := sorted(wanted - given.keys()):
            raise ValueError(f"{name} takes {', '.join(missing)} too")
        return self._session.sql(query(name), args={one: given[one] for one in wanted})

    def _kept(self, selection: Selection) -> dict[str, object]:
        """The value `kept` of `sql/views`, judged of what Spark itself answers, once a Selection; bits as bytes."""
        selection = selection.filtering
        if selection in self._judged:
            return self._judged[selection]
        rows = self.ask("left_out", selection).collect()
        left_out = pd.DataFrame(
            {"field": [row["field"] for row in rows], "numbers": [_numbers(row["numbers"]) for row in rows]},
            dtype=object,
        )
        return self._judged.setdefault(selection, _encoded(kept(self._numbers, left_out)))

    @cached_property
    def _numbers(self) -> pd.DataFrame:
        (row,) = self.ask("judged_numbers").collect()
        return pd.DataFrame({name: [_numbers(values)] for name, values in row.asDict().items()}, dtype=object)


def _numbers(values: list[int] | None) -> np.ndarray | None:
    return None if values is None else np.array(values, dtype=np.int64)


def _encoded(value: Mapping[str, object]) -> dict[str, object]:
    """Bits as Spark is given them."""
    return {
        name: _encoded(part)
        if isinstance(part, Mapping)
        else bytearray(part, "ascii")
        if isinstance(part, str)
        else part
        for name, part in value.items()
    }


def _plain(value: Plain) -> object:
    return list(value) if isinstance(value, tuple) else value
