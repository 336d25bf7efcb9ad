"""The rows of a frame as plain records: what templates are given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.look.formats import listed

Record = dict[str, Any]
# Numbers that may be missing, which then are None.
_MASKED = (pd.Int8Dtype, pd.Int16Dtype, pd.Int32Dtype, pd.Int64Dtype, pd.BooleanDtype, pd.Float64Dtype)
# What an action may name a body as: the list of its record, and how that list is told.
ROLES = {
    "funders": ("financeur", "financeurs"),
    "envisaged_funders": ("financeur envisagé", "financeurs envisagés"),
    "signatories": ("signataire", "signataires"),
    "partners": ("partenaire", "partenaires"),
}


def records_of(table: pd.DataFrame) -> list[Record]:
    """The rows of a frame, as `to_dict("records")` gives them: of short and wide frames in a third of its time."""
    columns = [
        column.to_numpy(object, na_value=None).tolist() if isinstance(column.dtype, _MASKED) else column.tolist()
        for _, column in table.items()
    ]
    names = list(map(str, table.columns))
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def rows(table: pd.DataFrame) -> list[Record]:
    """The rows of a frame for a template: what is missing is None, lists are lists."""
    if table.empty:  # of one of many territories, mostly: the library takes its time over nothing
        return []
    return [{key: _plain(value) for key, value in row.items()} for row in records_of(table)]


def bodies(action: Mapping[str, Any]) -> list[str]:
    """Whom an action names, a text a role: « financeur : Programme LEADER (FEADER) », « signataires : … »."""
    return [
        f"{singular if len(action[name]) == 1 else plural} : {listed(list(action[name]))}"
        for name, (singular, plural) in ROLES.items()
        if len(action[name])
    ]


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist") and not isinstance(value, str):
        return value.tolist()
    return None if value is None or value is pd.NA or value is pd.NaT or value != value else value
