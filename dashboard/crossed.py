"""Cells of a matrix set out as the pairs of its rows and columns."""

from __future__ import annotations

import numpy as np
import pandas as pd

# What an empty cell's list is; read-only, as those of answers are.
_NO_LIST = np.empty(0, dtype=object)
_NO_LIST.setflags(write=False)


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
