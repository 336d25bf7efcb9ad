"""Cells of a matrix: gathered of what each holds, and set out as the pairs of its rows and columns."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

# What an empty cell's list is; read-only, as those of answers are.
_NO_LIST = np.empty(0, dtype=object)
_NO_LIST.setflags(write=False)


def gathered(rows: pd.DataFrame, cell: list[str], held: list[str], name: str) -> pd.DataFrame:
    """One row per cell (columns `cell`, the rows of one following one another) with, in the column `name`, the list of
    tuples of what its rows hold (columns `held`). DuckDB takes three times as long to hand such lists over."""
    starts = np.flatnonzero((rows[cell] != rows[cell].shift()).any(axis="columns"))
    tuples = list(zip(*(rows[column].tolist() for column in held), strict=True))
    lists = np.empty(len(starts), dtype=object)
    for place, (start, end) in enumerate(pairwise([*starts.tolist(), len(rows)])):
        lists[place] = tuples[start:end]
    return rows.drop(columns=held).iloc[starts].assign(**{name: lists}).reset_index(drop=True)


def crossed(rows: pd.DataFrame, territories: pd.DataFrame, cells: pd.DataFrame, row_id: str) -> pd.DataFrame:
    """Each row with each territory, in their orders, with the values of its cell; a pair without one has zeros, and
    empty lists. Of rows, territories and empty lists nothing is fetched twice: most pairs of a large base are empty."""
    pairs = pd.concat(
        [
            rows.iloc[np.repeat(np.arange(len(rows)), len(territories))].reset_index(drop=True),
            territories.iloc[np.tile(np.arange(len(territories)), len(rows))].reset_index(drop=True),
        ],
        axis="columns",
    )
    places = dict(zip(territories["territory_rank"], range(len(territories)), strict=True))
    starts = dict(zip(rows[row_id], range(0, len(pairs), max(1, len(territories))), strict=True))
    at = cells[row_id].map(starts).to_numpy(dtype=int) + cells["territory_rank"].map(places).to_numpy(dtype=int)
    for column in cells.columns.drop([row_id, "territory_rank"]):
        is_list = cells[column].dtype == object
        values = np.empty(len(pairs), dtype=object) if is_list else np.zeros(len(pairs), dtype=cells[column].dtype)
        if is_list:
            values.fill(_NO_LIST)
        values[at] = cells[column].to_numpy()
        pairs[column] = values
    return pairs
