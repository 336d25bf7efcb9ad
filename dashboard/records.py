"""The rows of a frame as plain records: what templates are given."""

from __future__ import annotations

from typing import Any

import pandas as pd

Record = dict[str, Any]


def rows(table: pd.DataFrame) -> list[Record]:
    """The rows of a frame for a template: what is missing is None, lists are lists."""
    return [{str(key): _plain(value) for key, value in row.items()} for row in table.to_dict("records")]


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist") and not isinstance(value, str):
        return value.tolist()
    return None if value is None or value is pd.NA or value is pd.NaT or value != value else value
