"""Spark on this machine, for the tests that ask it; without it, or without Java, they are skipped and say so."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

for _library in ("pyspark", "sqlglot"):
    pytest.importorskip(
        _library, reason=f"{_library} is not installed here: `make test-spark` does, and runs these tests"
    )
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip(
        "Spark needs Java, and there is none here (apt install openjdk-17-jre-headless)", allow_module_level=True
    )

# Questions on a few hundred rows: what Spark does for long ones (compiling each query to Java, spreading it over two
# hundred parts, planning it anew on the way, looking for what else could be passed over) takes longer than they do.
# None of it changes an answer.
_SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.log.level": "OFF",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.optimizer.excludedRules": "org.apache.spark.sql.catalyst.optimizer.InferFiltersFromConstraints",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


@pytest.fixture(scope="session")
def session() -> Iterator[SparkSession]:
    """Spark with two threads, in a Java machine of its own."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("En regard")
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    opened = builder.getOrCreate()
    yield opened
    opened.stop()


def rows_of(answer: DataFrame) -> list[list[Any]]:
    """The rows of an answer, each cell in the type in which DuckDB gives it to Python."""
    return [[_plain(cell) for cell in row] for row in answer.collect()]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):  # what Spark calls a row is a structure
        return {name: _plain(part) for name, part in value.asDict().items()}  # type: ignore[attr-defined]
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value
