"""Parquet: the tidy rows of a Comparison, typed, with their words in the file's metadata."""

from __future__ import annotations

import io
import json

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from dashboard.comparisons.core import Comparison
from dashboard.dossier.assembled import Context
from dashboard.exports.core import citation, filters_said
from dashboard.exports.tidy import clean, readme, tidy, titles

_TYPES = {"Int64": pa.int64(), "Float64": pa.float64()}


def make(comparison: Comparison, context: Context) -> bytes:
    """Columns as `tidy` gives them; the French name of each that has one is in its field's metadata, under `title`."""
    frame = tidy(comparison)
    named = titles(comparison)
    fields = [
        pa.field(
            column,
            _TYPES.get(str(frame[column].dtype), pa.string()),
            metadata={"title": clean(named.get(column, column))},
        )
        for column in frame
    ]
    said = readme(comparison)
    metadata = {
        "title": clean(comparison.finding),
        "question": clean(comparison.question),
        "description": clean(comparison.subtitle),
        "filters": clean(filters_said(comparison, context)),
        "notes": json.dumps([clean(note) for note in said["À savoir"]], ensure_ascii=False),
        "sources": json.dumps([clean(source) for source in said["Sources"]], ensure_ascii=False),
        "version": clean(comparison.data_version),
        "date": clean(comparison.data_date),
        "citation": clean(citation(comparison, context)),
        "permalink": clean(context.permalink),
    }
    arrays = [pa.array(_values(frame[field.name]), type=field.type) for field in fields]
    table = pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=metadata))
    out = io.BytesIO()
    parquet.write_table(table, out, compression="zstd")
    return out.getvalue()


def _values(column: pd.Series) -> list[object]:
    return [None if value is None or value is pd.NA else value for value in column.tolist()]
