"""Reading grids: the same actions in the areas of another classification, derived from their themes by a crosswalk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dashboard import queries
from dashboard.comparisons import ranking
from dashboard.comparisons.claims import Subject
from dashboard.comparisons.core import (
    COUNT,
    DOTS,
    MATRIX,
    SHARE,
    Axis,
    Comparison,
    caveats,
    shown,
    sources,
    subject,
    version,
    without_shares,
)
from dashboard.comparisons.themes import TERRITORY, beside, beside_note, beside_title, weighed, with_secondary
from dashboard.look.formats import count, listed
from dashboard.selection import PART, Selection

_AREA = Axis("area_id", "area", "Rubrique de la grille", filters="themes", members="themes")
# More themes than this are counted in a note, not named.
_NAMED = 3


@queries.once_per_content
def areas_by_territory(selection: Selection) -> Comparison:
    """Area × territory in the grid that the Selection names; the areas of most actions first.

    An area is a set of themes: what is behind a cell are the actions of these themes.
    """
    return _areas(selection, "rubriques-par-territoire", MATRIX)


@queries.once_per_content
def areas_in_dots(selection: Selection) -> Comparison:
    """The same answer seen as one line an area and one mark a territory; always shares."""
    return _areas(selection.but(measure=PART), "rubriques-en-points", DOTS)


def _areas(selection: Selection, key: str, mark: str) -> Comparison:
    grid = queries.grids().set_index("grid_id").loc[selection.grid]
    table = weighed(queries.area_by_territory(selection), "area_id", "area_rank")
    is_share = selection.in_shares
    hash_, date = version()
    what = "Part des actions de chaque document" if is_share else "Nombre d’actions"
    from_themes = "du thème, principal ou secondaire" if selection.with_secondary else "du thème principal"
    scope = shown(f"{what}, par rubrique de la grille, déduite {from_themes}", selection)
    return Comparison(
        key=key,
        question=f"Dans la grille « {grid['label']} », où se placent les actions de chaque territoire ?",
        headline=ranking.headline(table, selection, _of_area, replace(scope, what="Les rubriques de chaque document")),
        scope=scope,
        table=table,
        category=_AREA,
        series=TERRITORY,
        value=selection.measure,
        unit=SHARE if is_share else COUNT,
        mark=mark,
        selection=selection,
        remarks=(
            "Lecture déduite : aucune action n’a été relue avec cette grille. Chaque thème d’En regard y mène par une "
            "table de passage, dont la page Méthode donne les raisons.",
            str(grid["definition"]),
            *_passages(selection),
            *with_secondary(selection, mark),
            *without_shares(table, selection),
            *caveats(selection),
        ),
        sources=sources(selection),
        data_version=hash_,
        data_date=date,
        value_title="Part des actions du territoire" if is_share else "Nombre d’actions",
        beside=beside(selection) if mark == MATRIX else None,
        beside_title=beside_title(selection) if mark == MATRIX else "",
        beside_note=beside_note(selection) if mark == MATRIX else "",
    )


def _of_area(row: Mapping[str, Any]) -> Subject:
    return subject(_AREA, row, "areas")


def _passages(selection: Selection) -> tuple[str, ...]:
    """Which themes lead to several areas, and to which areas none leads."""
    crosswalk = queries.crosswalk()
    of_grid = crosswalk[crosswalk["grid_id"] == selection.grid]
    notes = []
    led = of_grid.dropna(subset="theme_id")
    kept = led[led["theme_id"].isin(selection.themes)] if selection.themes else led
    several = kept.groupby("theme", sort=False).filter(lambda lines: len(lines) > 1)["theme"].drop_duplicates().tolist()
    if several:
        who = listed([f"« {theme} »" for theme in several])
        said = count(len(several), "thème") if len(several) > _NAMED else who
        leads, theirs = ("mène", "ses") if len(several) == 1 else ("mènent", "leurs")
        notes.append(
            f"{said} {leads} à plusieurs rubriques : {theirs} actions comptent dans chacune, et les parts d’un "
            "territoire ne s’additionnent pas à 100 %."
        )
    empty = of_grid[of_grid["theme_id"].isna()]["area"].tolist()
    if empty:
        names = listed([f"« {area} »" for area in empty], "ni")
        notes.append(f"Aucun thème d’En regard ne mène à {names} : ne pas l’y trouver ne dit rien des plans.")
    return tuple(notes)
