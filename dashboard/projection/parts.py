"""What the room's charts share: rows in their order, columns with their marks, what a mark says."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from dashboard.charts.plotly import value_text
from dashboard.comparisons.core import SHARE, Comparison
from dashboard.look.formats import count, share_with_count
from dashboard.look.palette import LIGHT, cell, mark

# Height of a line of type, and the air of a row, as shares of the type's size; space beside a column.
LINE, AIR, GAP = 1.22, 0.36, 24
Row = dict[str, Any]


def step(value: float, largest: float) -> int:
    """Which of the colours of the sequence a cell has, from 1; 0 where it is empty."""
    ground, _ = cell(value, largest, LIGHT)
    return LIGHT.sequential.index(ground) + 1 if ground in LIGHT.sequential else 0


def spoken(comparison: Comparison, row: Row) -> str:
    """What a mark says to those who hear it: category, series, value."""
    value = value_text(comparison, row)
    if comparison.spoken and row[comparison.spoken]:
        value = str(row[comparison.spoken])
    elif comparison.unit == SHARE and not row["total"]:
        value = "sans objet, aucune action retenue"
    elif comparison.unit == SHARE and row["actions"]:
        value = share_with_count(row["actions"], row["total"])
    return f"{row[comparison.category.label]}, {row[comparison.series.label]} : {value}"


def rows_of(comparison: Comparison) -> list[list[Row]]:
    """The table row by row, each a list of its cells: those of a category stand together."""
    cells: list[Row] = [{str(key): value for key, value in row.items()} for row in comparison.table.to_dict("records")]
    return [list(row) for _, row in groupby(cells, key=lambda row: row[comparison.category.id])]


def heads_of(comparison: Comparison) -> list[Row]:
    """The columns: identifier, label, and for a territory its mark and how many units its document has."""
    table = comparison.table.drop_duplicates(comparison.series.id)
    is_territory = comparison.series.id == "territory_id"
    return [
        {
            "id": row[comparison.series.id],
            "label": row[comparison.series.label],
            "mark": mark(row[comparison.series.id], rank) if is_territory else "",
            "count": count(row["total"], "action") if is_territory else "",
        }
        for rank, row in enumerate(table.to_dict("records"))
    ]
