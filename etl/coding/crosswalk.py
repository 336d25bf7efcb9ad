"""The crosswalk: from the codebook's themes to the areas of other reading grids, each line with its reason."""

from __future__ import annotations

from etl.coding.codebook import Codebook
from etl.csvfiles import Row, read_csv

_FILE = "crosswalk.csv"


def read_crosswalk(codebook: Codebook) -> list[Row]:
    """The lines of the crosswalk: every theme leads to at least one area of each grid.

    Raises:
        SourceError: a code that the codebook does not list, a line said twice or without reason, a theme left out.
    """
    rows = read_csv(codebook.folder / _FILE, ("theme_id", "area_id", "reason"))
    said: dict[tuple[str, str], Row] = {}
    for row in rows:
        pair = codebook.check(row, "theme", row["theme_id"]), codebook.check(row, "area", row["area_id"])
        if pair in said:
            raise row.error(f"{' to '.join(pair)} stands already on line {said[pair].line}", "remove one of the two")
        if not row["reason"].strip():
            raise row.error("no reason", "say why this theme leads to this area, and what the area leaves out")
        said[pair] = row
    led = {(theme, codebook.lists["area"][area]["grid_id"]) for theme, area in said}
    for theme, row in codebook.lists["theme"].items():
        missing = [grid for grid in codebook.lists["grid"] if (theme, grid) not in led]
        if missing:
            raise row.error(
                f"theme {theme!r} leads to no area of {', '.join(missing)}",
                f"add its line, with a reason, to data/codebook/{_FILE}",
            )
    return rows
